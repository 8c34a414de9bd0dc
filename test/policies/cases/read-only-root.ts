import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const init = (securityContext: object): object => ({ name: 'check', image: 'localhost/check:1', securityContext });

export const cases: readonly PolicyCase[] = [
  allows('it is', pod()),
  denies('nothing is said', pod({ security: { readOnlyRootFilesystem: undefined } })),
  denies('it is not', deployment({ security: { readOnlyRootFilesystem: false } })),
  denies('there is no securityContext at all', pod({ container: { securityContext: undefined } })),
  denies('an init container can write', pod({ spec: { initContainers: [init({ readOnlyRootFilesystem: false })] } })),
];
