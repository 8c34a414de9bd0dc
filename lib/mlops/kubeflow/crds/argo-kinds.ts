import { type CustomKind } from './custom-kind';

/**
 * What the workflow controller reads and writes. Its own definitions carry no schema worth 200 KiB either, and it checks what
 * it reads itself; spec and status are objects here, and everything in them is kept.
 */
export const ARGO_KINDS: readonly CustomKind[] = [
  workflowKind('Workflow', 'workflows', 'wf'),
  workflowKind('WorkflowTemplate', 'workflowtemplates', 'wftmpl'),
  { ...workflowKind('ClusterWorkflowTemplate', 'clusterworkflowtemplates', 'cwft'), clusterScoped: true },
  workflowKind('CronWorkflow', 'cronworkflows', 'cwf'),
  workflowKind('WorkflowTaskSet', 'workflowtasksets', 'wfts', true),
  workflowKind('WorkflowArtifactGCTask', 'workflowartifactgctasks', 'wfat', true),
  // what a pod reports of its outputs stands beside spec and status
  {
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'WorkflowTaskResult',
    plural: 'workflowtaskresults',
    schema: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: {
        message: { type: 'string' },
        phase: { type: 'string' },
        progress: { type: 'string' },
        outputs: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  },
];

function workflowKind(kind: string, plural: string, shortName: string, hasStatusResource = false): CustomKind {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind,
    plural,
    shortNames: [shortName],
    hasStatusResource,
    schema: { type: 'object', required: ['spec'], properties: { spec: open, status: open } },
  };
}
