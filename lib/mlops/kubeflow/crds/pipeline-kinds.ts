import { type CustomKind } from './custom-kind';

const OPEN = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const TEXT = { type: 'string' };
const TAGS = { type: 'object', additionalProperties: TEXT };
const CONDITIONS = {
  type: 'array',
  items: { type: 'object', properties: { type: TEXT, status: TEXT, reason: TEXT, message: TEXT } },
};

/** What Kubeflow Pipelines keep in the cluster itself: pipelines, their versions, and recurring runs, which only it may write. */
export const PIPELINE_KINDS: readonly CustomKind[] = [
  {
    group: 'pipelines.kubeflow.org',
    version: 'v2beta1',
    kind: 'Pipeline',
    plural: 'pipelines',
    schema: {
      type: 'object',
      properties: {
        spec: { type: 'object', properties: { description: TEXT, displayName: TEXT, tags: TAGS } },
      },
    },
  },
  {
    group: 'pipelines.kubeflow.org',
    version: 'v2beta1',
    kind: 'PipelineVersion',
    plural: 'pipelineversions',
    hasStatusResource: true,
    schema: {
      type: 'object',
      required: ['spec'],
      properties: {
        spec: {
          type: 'object',
          required: ['pipelineName', 'pipelineSpec'],
          properties: {
            pipelineName: { type: 'string', minLength: 1 },
            versionName: { type: 'string', maxLength: 253, pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' },
            displayName: TEXT,
            description: TEXT,
            codeSourceURL: TEXT,
            tags: TAGS,
            // the webhook decodes it strictly
            pipelineSpec: OPEN,
            platformSpec: OPEN,
            pipelineSpecURI: TEXT,
          },
        },
        status: { type: 'object', properties: { conditions: CONDITIONS } },
      },
    },
  },
  {
    group: 'kubeflow.org',
    version: 'v1beta1',
    kind: 'ScheduledWorkflow',
    plural: 'scheduledworkflows',
    shortNames: ['swf'],
    schema: { type: 'object', required: ['spec', 'status'], properties: { spec: OPEN, status: OPEN } },
  },
];
