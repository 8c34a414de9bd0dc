import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('the pod has the profile of the runtime', pod()),
  allows(
    'the container has it',
    pod({ pod: { seccompProfile: undefined }, security: { seccompProfile: { type: 'RuntimeDefault' } } }),
  ),
  allows(
    'it is a profile of the node',
    pod({ pod: { seccompProfile: { type: 'Localhost', localhostProfile: 'guard.json' } } }),
  ),
  denies('there is none', pod({ pod: { seccompProfile: undefined } })),
  denies('a container does without', pod({ security: { seccompProfile: { type: 'Unconfined' } } })),
  denies(
    'the pod does without',
    deployment({
      pod: { seccompProfile: { type: 'Unconfined' } },
      security: { seccompProfile: { type: 'RuntimeDefault' } },
    }),
  ),
];
