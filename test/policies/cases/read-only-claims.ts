import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const claim = (source: object): Readonly<Record<string, unknown>> => ({
  volumes: [{ name: 'weights', persistentVolumeClaim: { claimName: 'weights', ...source } }],
});

export const cases: readonly PolicyCase[] = [
  allows('there are none', pod()),
  allows('it is read-only', pod({ spec: claim({ readOnly: true }) })),
  allows('scratch space may be written', pod({ spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } })),
  denies('nothing is said', pod({ spec: claim({}) })),
  denies('it can be written', deployment({ spec: claim({ readOnly: false }) })),
];
