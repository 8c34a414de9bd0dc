import { dirname } from 'node:path';
import { goBuild } from '../go/go-build';
import { cachedTool } from '../tool-cache';

/** kubelet 1.36 wants containerd 2; Debian 12 has 1.6. Changed together with go.mod in this folder. */
const VERSION = '2.2.1';
const COMMANDS = 'github.com/containerd/containerd/v2/cmd';

/** @returns the folder with containerd, its runc shim and ctr */
export async function containerd(): Promise<string> {
  const program = await cachedTool({
    name: 'containerd',
    version: VERSION,
    binary: 'containerd',
    install: (folder) =>
      goBuild({
        subject: 'containerd',
        module: __dirname,
        packages: [`${COMMANDS}/containerd`, `${COMMANDS}/containerd-shim-runc-v2`, `${COMMANDS}/ctr`],
        // snapshotters that need libraries or devices which a test machine does not have
        tags: ['no_btrfs', 'no_zfs', 'no_aufs', 'no_devmapper'],
        output: `${folder}/`,
      }),
  });
  return dirname(program);
}
