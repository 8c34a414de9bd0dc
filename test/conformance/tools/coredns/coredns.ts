import { goBuild } from '../go/go-build';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder. */
export const COREDNS_VERSION = '1.14.7';

/** @returns the path of a static coredns, which starts from an otherwise empty image */
export function coredns(): Promise<string> {
  return cachedTool({
    name: 'coredns',
    version: COREDNS_VERSION,
    binary: 'coredns',
    install: (folder) =>
      goBuild({
        subject: 'coredns',
        module: __dirname,
        packages: ['github.com/coredns/coredns'],
        static: true,
        output: `${folder}/`,
      }),
  });
}
