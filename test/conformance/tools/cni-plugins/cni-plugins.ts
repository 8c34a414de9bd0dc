import { dirname } from 'node:path';
import { goBuild } from '../go/go-build';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder. */
const VERSION = '1.9.1';
const PLUGINS = 'github.com/containernetworking/plugins/plugins';

/** @returns the folder with the reference CNI plugins: loopback for every pod, bridge, host-local and portmap for a network without Cilium */
export async function cniPlugins(): Promise<string> {
  const loopback = await cachedTool({
    name: 'cni-plugins',
    version: VERSION,
    binary: 'loopback',
    install: (folder) =>
      goBuild({
        subject: 'cni-plugins',
        module: __dirname,
        packages: [
          `${PLUGINS}/main/bridge`,
          `${PLUGINS}/main/loopback`,
          `${PLUGINS}/ipam/host-local`,
          `${PLUGINS}/meta/portmap`,
        ],
        output: `${folder}/`,
      }),
  });
  return dirname(loopback);
}
