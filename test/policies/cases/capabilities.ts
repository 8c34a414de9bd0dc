import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const init = (securityContext: object): object => ({ name: 'check', image: 'localhost/check:1', securityContext });

export const cases: readonly PolicyCase[] = [
  allows('all are dropped', pod()),
  allows(
    'the one for low ports is added',
    pod({ security: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } }),
  ),
  denies('nothing is dropped', pod({ security: { capabilities: undefined } })),
  denies('the list is empty', pod({ security: { capabilities: {} } })),
  denies('some are dropped', pod({ security: { capabilities: { drop: ['NET_RAW'] } } })),
  denies('another is added', deployment({ security: { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } } })),
  denies('an init container keeps them', pod({ spec: { initContainers: [init({ capabilities: undefined })] } })),
];
