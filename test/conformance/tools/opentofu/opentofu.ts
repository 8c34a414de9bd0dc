import { goBuild } from '../go/go-build';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder. */
const VERSION = '1.12.6';

/** @returns the path of `tofu`, which stands in for Terraform where there is none */
export async function opentofu(): Promise<string> {
  return cachedTool({
    name: 'opentofu',
    version: VERSION,
    binary: 'tofu',
    install: (folder) =>
      goBuild({
        subject: 'OpenTofu',
        module: __dirname,
        packages: ['github.com/opentofu/opentofu/cmd/tofu'],
        output: `${folder}/`,
        static: true,
      }),
  });
}
