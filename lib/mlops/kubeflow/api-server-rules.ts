import { type RoleRuleProps } from '../../workload';
import { TRACKING_CREDENTIALS } from './component-names';

const OBJECTS = ['create', 'get', 'list', 'watch', 'update', 'patch', 'delete'];

/**
 * What the API server of Kubeflow Pipelines calls without a UI: no pods and no logs, so that nobody retries a single step
 * or reads a log through it; recurring runs are listed, and not written, because nothing would start them.
 */
export function apiServerRules(tracksExperiments: boolean): RoleRuleProps[] {
  return [
    { apiGroup: 'argoproj.io', resources: ['workflows'], verbs: OBJECTS },
    {
      apiGroup: 'pipelines.kubeflow.org',
      resources: [
        'pipelines',
        'pipelines/finalizers',
        'pipelineversions',
        'pipelineversions/status',
        'pipelineversions/finalizers',
      ],
      verbs: OBJECTS,
    },
    { apiGroup: 'kubeflow.org', resources: ['scheduledworkflows'], verbs: ['get', 'list', 'watch'] },
    { apiGroup: '', resources: ['configmaps'], verbs: ['get'], resourceNames: ['kfp-launcher'] },
    ...(tracksExperiments
      ? [{ apiGroup: '', resources: ['secrets'], verbs: ['get'], resourceNames: [TRACKING_CREDENTIALS] }]
      : []),
  ];
}
