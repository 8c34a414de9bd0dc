import { goBuild } from '../go/go-build';
import { installDebianPackages } from '../debian-programs';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder. */
const VERSION = '1.4.0';

/** @returns the path of runc, linked with libseccomp so that `seccompProfile: RuntimeDefault` really filters */
export function runc(): Promise<string> {
  return cachedTool({
    name: 'runc',
    version: VERSION,
    binary: 'runc',
    install: async (folder) => {
      await installDebianPackages(['gcc', 'libc6-dev', 'libseccomp-dev', 'pkg-config']);
      await goBuild({
        subject: 'runc',
        module: __dirname,
        packages: ['github.com/opencontainers/runc'],
        tags: ['seccomp'],
        output: `${folder}/`,
      });
    },
  });
}
