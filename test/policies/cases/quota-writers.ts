import { annotated, document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, DEVELOPER, NAMESPACE_CONTROLLER, type PolicyCase } from '../policy-case';

const QUOTA = document('v1', 'ResourceQuota', { name: 'zone', namespace: ZONE }, { spec: { hard: { pods: '5' } } });
const LIMITS = document(
  'v1',
  'LimitRange',
  { name: 'containers', namespace: ZONE },
  { spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } },
);

export const cases: readonly PolicyCase[] = [
  allows('a deployer creates one', QUOTA),
  allows('a deployer sets limits', LIMITS),
  allows('the namespace is deleted', QUOTA, { operation: 'DELETE', as: NAMESPACE_CONTROLLER }),
  allows(
    'a developer creates one outside',
    { ...QUOTA, metadata: { name: 'zone', namespace: OUTSIDE } },
    { as: DEVELOPER },
  ),
  denies('a developer creates one', QUOTA, { as: DEVELOPER }),
  denies('a developer changes one', annotated(QUOTA), { operation: 'UPDATE', stored: QUOTA, as: DEVELOPER }),
  denies('a developer deletes one', QUOTA, { operation: 'DELETE', as: DEVELOPER }),
  denies('a developer deletes limits', LIMITS, { operation: 'DELETE', as: DEVELOPER }),
];
