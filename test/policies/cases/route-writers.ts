import { annotated, document, ZONE } from '../documents';
import { allows, denies, DEVELOPER, NAMESPACE_CONTROLLER, type PolicyCase } from '../policy-case';

const BACKEND = { service: { name: 'guard', port: { number: 8000 } } };
const INGRESS = document(
  'networking.k8s.io/v1',
  'Ingress',
  { name: 'guard', namespace: ZONE },
  { spec: { defaultBackend: BACKEND } },
);
const ROUTE = document('gateway.networking.k8s.io/v1', 'HTTPRoute', { name: 'guard', namespace: ZONE }, { spec: {} });

export const cases: readonly PolicyCase[] = [
  allows('a deployer creates one', INGRESS),
  allows('a deployer deletes one', INGRESS, { operation: 'DELETE' }),
  allows('the namespace is deleted', INGRESS, { operation: 'DELETE', as: NAMESPACE_CONTROLLER }),
  denies('a developer creates one', INGRESS, { as: DEVELOPER }),
  denies('a developer changes one', annotated(INGRESS), { operation: 'UPDATE', stored: INGRESS, as: DEVELOPER }),
  denies('a developer deletes one', INGRESS, { operation: 'DELETE', as: DEVELOPER }),
  denies('a developer routes through a gateway', ROUTE, { as: DEVELOPER }),
  allows('a deployer routes through a gateway', ROUTE),
];
