import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ARGO_KINDS } from './argo-kinds';
import { definitionSpec } from './custom-kind';
import { PIPELINE_KINDS } from './pipeline-kinds';

/** The kinds of Argo Workflows and Kubeflow Pipelines, in our own words. */
export class PipelineCrds extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const kind of [...ARGO_KINDS, ...PIPELINE_KINDS]) {
      const name = `${kind.plural}.${kind.group}`;
      new ApiObject(this, name, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name },
        spec: definitionSpec(kind),
      });
    }
  }
}
