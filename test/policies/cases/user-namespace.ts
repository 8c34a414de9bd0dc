import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('it has one', pod()),
  denies('nothing is said', pod({ spec: { hostUsers: undefined } })),
  denies('it has none', deployment({ spec: { hostUsers: true } })),
];
