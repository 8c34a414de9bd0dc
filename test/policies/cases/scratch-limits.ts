import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('there is no scratch space', pod()),
  allows('it has a limit', pod({ spec: { volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '32Mi' } }] } })),
  allows(
    'the limit is a number',
    pod({ spec: { volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '33554432' } }] } }),
  ),
  denies('it has none', pod({ spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } })),
  denies(
    'it is memory without a limit',
    deployment({ spec: { volumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }] } }),
  ),
];
