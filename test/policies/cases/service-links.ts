import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('there are none', pod()),
  denies('nothing is said', pod({ spec: { enableServiceLinks: undefined } })),
  denies('there are', deployment({ spec: { enableServiceLinks: true } })),
];
