import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../command';
import { goBuild } from '../go/go-build';
import { goToolchain } from '../go/go-toolchain';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder, and with what the library installs (`lib/mlops/kubeflow`). */
export const ARGO_VERSION = '3.7.15';
const MODULE = 'github.com/argoproj/argo-workflows/v3';

/** Argo Workflows without its images: the controller, and the definitions of its kinds. */
export interface ArgoWorkflows {
  readonly controller: string;
  /** Folder with the definitions as Argo publishes them, without the schemas of what is inside a workflow (those have 3 MB). */
  readonly definitions: string;
}

/** Builds the workflow controller from the module that go.sum pins. */
export async function argoWorkflows(): Promise<ArgoWorkflows> {
  const controller = await cachedTool({
    name: 'argo-workflows',
    version: ARGO_VERSION,
    binary: 'workflow-controller',
    install,
  });
  return { controller, definitions: join(dirname(controller), 'crds') };
}

async function install(folder: string): Promise<void> {
  await goBuild({
    subject: 'Argo workflow-controller',
    module: __dirname,
    packages: [`${MODULE}/cmd/workflow-controller`],
    output: `${folder}/`,
    stamps: { [`${MODULE}.version`]: `v${ARGO_VERSION}` },
  });
  const printed = await run(await goToolchain(), ['list', '-m', '-f', '{{.Dir}}', MODULE], {
    cwd: __dirname,
    env: { GOWORK: 'off', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
  });
  // copied, not linked: a cleaned module cache must not break a cached tool
  await cp(join(printed.trim(), 'manifests/base/crds/minimal'), join(folder, 'crds'), { recursive: true });
}
