import { annotated, document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, DEVELOPER, ENDPOINTSLICE_CONTROLLER, type PolicyCase } from '../policy-case';

const SLICE = document(
  'discovery.k8s.io/v1',
  'EndpointSlice',
  { name: 'guard-a', namespace: ZONE },
  {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.7'] }],
    ports: [{ port: 8000 }],
  },
);
const ENDPOINTS = document(
  'v1',
  'Endpoints',
  { name: 'guard', namespace: ZONE },
  {
    subsets: [{ addresses: [{ ip: '10.0.0.7' }], ports: [{ port: 8000 }] }],
  },
);

export const cases: readonly PolicyCase[] = [
  allows('the controller writes a slice', SLICE, { as: ENDPOINTSLICE_CONTROLLER }),
  allows('the controller deletes a slice', SLICE, { operation: 'DELETE', as: ENDPOINTSLICE_CONTROLLER }),
  allows(
    'a developer writes one outside',
    { ...SLICE, metadata: { ...SLICE.metadata, namespace: OUTSIDE } },
    { as: DEVELOPER },
  ),
  denies('a developer writes a slice', SLICE, { as: DEVELOPER }),
  denies('a deployer writes a slice', SLICE),
  denies('a deployer writes endpoints', ENDPOINTS),
  denies('a developer changes a slice', annotated(SLICE), { operation: 'UPDATE', stored: SLICE, as: DEVELOPER }),
  denies('a developer deletes a slice', SLICE, { operation: 'DELETE', as: DEVELOPER }),
];
