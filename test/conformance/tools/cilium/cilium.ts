import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../command';
import { goBuild } from '../go/go-build';
import { goToolchain } from '../go/go-toolchain';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder. */
const VERSION = '1.20.2';
const MODULE = 'github.com/cilium/cilium';

/** What it takes to run the Cilium agent without its image. */
export interface Cilium {
  readonly agent: string;
  readonly cniPlugin: string;
  /** `--lib-dir`: its `bpf/` holds the C sources of the datapath, which the agent compiles with clang. */
  readonly library: string;
  /** The custom resource definitions that the agent expects. */
  readonly definitions: readonly string[];
}

/** Builds Cilium's agent and CNI plugin; the operator is not needed on one node. */
export async function cilium(): Promise<Cilium> {
  const agent = await cachedTool({ name: 'cilium', version: VERSION, binary: 'cilium-agent', install });
  const folder = dirname(agent);
  return {
    agent,
    cniPlugin: join(folder, 'cilium-cni'),
    library: join(folder, 'lib'),
    definitions: ['v2', 'v2alpha1'].map((version) => join(folder, 'crds', version)),
  };
}

async function install(folder: string): Promise<void> {
  await goBuild({
    subject: 'cilium-cni',
    module: __dirname,
    packages: [`${MODULE}/plugins/cilium-cni`],
    output: join(folder, 'cilium-cni'),
  });
  await goBuild({
    subject: 'cilium-agent',
    module: __dirname,
    packages: [`${MODULE}/daemon`],
    output: join(folder, 'cilium-agent'),
  });
  const sources = await moduleFolder();
  // copied, not linked: a cleaned module cache must not break a cached tool
  await cp(join(sources, 'bpf'), join(folder, 'lib/bpf'), { recursive: true });
  await cp(join(sources, 'pkg/k8s/apis/cilium.io/client/crds'), join(folder, 'crds'), { recursive: true });
}

async function moduleFolder(): Promise<string> {
  const printed = await run(await goToolchain(), ['list', '-m', '-f', '{{.Dir}}', MODULE], {
    cwd: __dirname,
    env: { GOWORK: 'off', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
  });
  return printed.trim();
}
