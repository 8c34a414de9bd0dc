import { type RoleRuleProps } from '../../workload';

const WATCH = ['get', 'list', 'watch'];
const OBJECTS = [...WATCH, 'create', 'update', 'patch', 'delete'];

/**
 * What the workflow controller calls. Not `pods/exec`, through which it would stop the containers of a run that somebody
 * ends early: nobody enters a pod of a zone. Such a pod ends by its deadline, or by being deleted.
 */
export function workflowControllerRules(): RoleRuleProps[] {
  return [
    { apiGroup: '', resources: ['pods'], verbs: OBJECTS },
    { apiGroup: '', resources: ['configmaps'], verbs: WATCH },
    { apiGroup: '', resources: ['persistentvolumeclaims'], verbs: ['create', 'get', 'update', 'delete'] },
    { apiGroup: '', resources: ['serviceaccounts'], verbs: ['get', 'list'] },
    { apiGroup: '', resources: ['events'], verbs: ['create', 'patch'] },
    {
      apiGroup: 'argoproj.io',
      resources: [
        'workflows',
        'workflows/finalizers',
        'workflowtasksets',
        'workflowtasksets/finalizers',
        'workflowtasksets/status',
      ],
      verbs: [...OBJECTS, 'deletecollection'],
    },
    {
      apiGroup: 'argoproj.io',
      resources: ['workflowartifactgctasks', 'workflowartifactgctasks/finalizers', 'workflowartifactgctasks/status'],
      verbs: [...OBJECTS, 'deletecollection'],
    },
    { apiGroup: 'argoproj.io', resources: ['workflowtaskresults'], verbs: [...OBJECTS, 'deletecollection'] },
    { apiGroup: 'argoproj.io', resources: ['workflowtemplates'], verbs: WATCH },
    {
      apiGroup: 'argoproj.io',
      resources: ['cronworkflows', 'cronworkflows/finalizers'],
      verbs: [...WATCH, 'update', 'patch', 'delete'],
    },
    { apiGroup: 'policy', resources: ['poddisruptionbudgets'], verbs: ['create', 'get', 'delete'] },
    { apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: ['create', 'get', 'update'] },
  ];
}
