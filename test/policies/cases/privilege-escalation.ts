import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const init = (securityContext: object): object => ({ name: 'check', image: 'localhost/check:1', securityContext });

export const cases: readonly PolicyCase[] = [
  allows('every container rules it out', pod()),
  denies('nothing is said', pod({ security: { allowPrivilegeEscalation: undefined } })),
  denies('a container may', pod({ security: { allowPrivilegeEscalation: true } })),
  denies(
    'a container is privileged',
    deployment({ security: { privileged: true, allowPrivilegeEscalation: undefined } }),
  ),
  denies('an init container may', pod({ spec: { initContainers: [init({ allowPrivilegeEscalation: true })] } })),
];
