import { annotated, networkPolicy, OUTSIDE } from '../documents';
import { allows, denies, DEVELOPER, NAMESPACE_CONTROLLER, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('a deployer creates one', networkPolicy()),
  allows('a deployer deletes one', networkPolicy(), { operation: 'DELETE' }),
  allows('the namespace is deleted', networkPolicy(), { operation: 'DELETE', as: NAMESPACE_CONTROLLER }),
  denies('a developer creates one', networkPolicy(), { as: DEVELOPER }),
  denies('a developer changes one', annotated(networkPolicy()), {
    operation: 'UPDATE',
    stored: networkPolicy(),
    as: DEVELOPER,
  }),
  denies('a developer deletes one', networkPolicy(), { operation: 'DELETE', as: DEVELOPER }),
  allows('a developer creates one outside', networkPolicy(OUTSIDE), { as: DEVELOPER }),
];
