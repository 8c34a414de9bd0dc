import { RULE_SET_RELEASER } from '../approvals';
import { cronJob, deployment, pod, IDENTITY, OUTSIDE } from '../documents';
import { allows, denies, DEVELOPER, REPLICASET_CONTROLLER, ADMINISTRATOR, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('a deployer creates a Deployment', deployment()),
  allows('a controller creates a pod', pod(), { as: REPLICASET_CONTROLLER }),
  allows('an administrator creates a pod', pod(), { as: ADMINISTRATOR }),
  allows('a developer creates a pod outside', pod({ namespace: OUTSIDE }), { as: DEVELOPER }),
  allows('a releaser changes a Deployment', deployment({ annotations: { note: 'x' } }), {
    operation: 'UPDATE',
    stored: deployment(),
    as: RULE_SET_RELEASER,
  }),
  denies('a releaser creates a Deployment', deployment(), { as: RULE_SET_RELEASER }),
  denies('a releaser deletes a Deployment', deployment(), { operation: 'DELETE', as: RULE_SET_RELEASER }),
  denies('a releaser changes a CronJob', cronJob({ annotations: { note: 'x' } }), {
    operation: 'UPDATE',
    stored: cronJob(),
    as: RULE_SET_RELEASER,
  }),
  denies('a releaser creates a pod', pod(), { as: RULE_SET_RELEASER }),
  denies('a developer creates a pod', pod(), { as: DEVELOPER }),
  denies('a developer creates a Deployment', deployment(), { as: DEVELOPER }),
  denies('a developer creates a CronJob', cronJob(), { as: DEVELOPER }),
  denies('a developer changes a Deployment', deployment({ container: { args: ['--no-rules'] } }), {
    operation: 'UPDATE',
    stored: deployment(),
    as: DEVELOPER,
  }),
  denies('a developer changes a pod', pod({ labels: { [IDENTITY]: 'guard', note: 'x' } }), {
    operation: 'UPDATE',
    stored: pod(),
    as: DEVELOPER,
  }),
  denies('a developer deletes a Deployment', deployment(), { operation: 'DELETE', as: DEVELOPER }),
  denies('a controller of another namespace creates a pod', pod(), {
    as: { ...REPLICASET_CONTROLLER, username: 'system:serviceaccount:shop:replicaset-controller' },
  }),
];
