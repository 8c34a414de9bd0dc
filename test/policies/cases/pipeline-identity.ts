import { type KubernetesDocument } from '../../../lib/assurance/document';
import { WORKFLOW_CONTROLLER } from '../approvals';
import { document, IDENTITY, OUTSIDE, PIPELINES, pod } from '../documents';
import { allows, denies, REPLICASET_CONTROLLER, type PolicyCase } from '../policy-case';

const ACCOUNT = 'rule-set-release';
const workflow = (spec: object, namespace = PIPELINES): KubernetesDocument =>
  document('argoproj.io/v1alpha1', 'Workflow', { name: 'run', namespace }, { spec });
const run = (account: string, namespace = PIPELINES): KubernetesDocument =>
  pod({ name: 'run', namespace, labels: { [IDENTITY]: account }, spec: { serviceAccountName: account } });
const byArgo = { as: WORKFLOW_CONTROLLER };

export const cases: readonly PolicyCase[] = [
  allows('the run has an identity that is listed', workflow({ serviceAccountName: ACCOUNT })),
  allows(
    'each step says the same',
    workflow({ serviceAccountName: ACCOUNT, templates: [{ serviceAccountName: ACCOUNT }] }),
  ),
  allows('a pod of the run has it', run(ACCOUNT), byArgo),
  allows('a component has an identity of its own', run('guard'), { as: REPLICASET_CONTROLLER }),
  allows('it is elsewhere', workflow({}, OUTSIDE)),
  allows('it is in a zone of something else', run('guard', 'zone'), byArgo),
  allows('an exception names it', workflow({ serviceAccountName: 'guard' }), {
    exceptions: ['pipeline-identity Workflow pipelines/run'],
  }),
  denies('it runs as a component', workflow({ serviceAccountName: 'guard' })),
  denies('it says nothing', workflow({})),
  denies(
    'a step runs as a component',
    workflow({ serviceAccountName: ACCOUNT, templates: [{ serviceAccountName: 'guard' }] }),
  ),
  denies(
    'a step runs as another pipeline',
    workflow({ serviceAccountName: ACCOUNT, templates: [{ serviceAccountName: 'model-release' }] }),
  ),
  denies('all steps do', workflow({ serviceAccountName: ACCOUNT, templateDefaults: { serviceAccountName: 'guard' } })),
  denies('its executor does', workflow({ serviceAccountName: ACCOUNT, executor: { serviceAccountName: 'guard' } })),
  denies(
    'the executor of a step does',
    workflow({ serviceAccountName: ACCOUNT, templates: [{ executor: { serviceAccountName: 'guard' } }] }),
  ),
  denies('it changes to that of a component', workflow({ serviceAccountName: 'guard' }), {
    operation: 'UPDATE',
    stored: workflow({ serviceAccountName: ACCOUNT }),
  }),
  denies('a pod of a run is that of a component', run('guard'), byArgo),
  denies('a deployer makes one by hand', run('other')),
];
