import { goBuild } from '../go/go-build';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder, and with what the library installs (`lib/mlops/kubeflow`). */
export const ARGO_VERSION = '3.7.15';
const MODULE = 'github.com/argoproj/argo-workflows/v3';

/** @returns the path of Argo's workflow-controller, built from the module that go.sum pins */
export function workflowController(): Promise<string> {
  return cachedTool({
    name: 'argo-workflows',
    version: ARGO_VERSION,
    binary: 'workflow-controller',
    install: (folder) =>
      goBuild({
        subject: 'Argo workflow-controller',
        module: __dirname,
        packages: [`${MODULE}/cmd/workflow-controller`],
        output: `${folder}/`,
        stamps: { [`${MODULE}.version`]: `v${ARGO_VERSION}` },
      }),
  });
}
