import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('the image adds none', pod()),
  denies('nothing is said', pod({ pod: { supplementalGroupsPolicy: undefined } })),
  denies('the image adds some', deployment({ pod: { supplementalGroupsPolicy: 'Merge' } })),
];
