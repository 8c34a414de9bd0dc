import { annotated, service, OUTSIDE } from '../documents';
import { allows, denies, DEVELOPER, NAMESPACE_CONTROLLER, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('a deployer creates one', service()),
  allows('a deployer deletes one', service(), { operation: 'DELETE' }),
  allows('the namespace is deleted', service(), { operation: 'DELETE', as: NAMESPACE_CONTROLLER }),
  denies('a developer creates one', service(), { as: DEVELOPER }),
  denies('a developer changes one', annotated(service()), { operation: 'UPDATE', stored: service(), as: DEVELOPER }),
  denies('a developer deletes one', service(), { operation: 'DELETE', as: DEVELOPER }),
  allows('a developer creates one outside', service({}, OUTSIDE), { as: DEVELOPER }),
  denies('a developer writes the status', service(), { operation: 'UPDATE', subResource: 'status', as: DEVELOPER }),
];
