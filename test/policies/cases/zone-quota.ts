import { type KubernetesDocument } from '../../../lib/assurance/document';
import { document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const HARD = {
  pods: '5',
  'limits.cpu': '10',
  'limits.memory': '4Gi',
  'limits.ephemeral-storage': '2Gi',
  'services.loadbalancers': '0',
  'services.nodeports': '0',
};
const quota = (hard: object, fields: object = {}, namespace = ZONE): KubernetesDocument =>
  document('v1', 'ResourceQuota', { name: 'zone', namespace }, { spec: { hard, ...fields } });
const without = (key: string): object => Object.fromEntries(Object.entries(HARD).filter(([name]) => name !== key));

export const cases: readonly PolicyCase[] = [
  allows('all is bounded', quota(HARD)),
  allows('amounts are numbers', quota({ ...HARD, pods: 5, 'services.nodeports': 0 })),
  allows('it is a further one for some pods', quota({ pods: '1' }, { scopes: ['Terminating'] })),
  allows('it is outside', quota({ pods: '5' }, {}, OUTSIDE)),
  ...Object.keys(HARD).map((key) => denies(`${key} is missing`, quota(without(key)))),
  denies('a load balancer is allowed', quota({ ...HARD, 'services.loadbalancers': '1' })),
  denies('node ports are allowed', quota({ ...HARD, 'services.nodeports': 3 })),
];
