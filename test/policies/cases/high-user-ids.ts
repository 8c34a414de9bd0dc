import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('all ids are high', pod()),
  denies('the user is low', pod({ pod: { runAsUser: 1000 } })),
  denies('the group is low', pod({ pod: { runAsGroup: 1000 } })),
  denies('the image chooses the group', pod({ pod: { runAsGroup: undefined } })),
  denies('a container has a low user', deployment({ security: { runAsUser: 10000 } })),
  denies('the group of the volumes is low', pod({ pod: { fsGroup: 2000 } })),
  denies('a further group is low', pod({ pod: { supplementalGroups: [20001, 44] } })),
  allows('a further group is high', pod({ pod: { supplementalGroups: [20001] } })),
];
