import { document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, DEVELOPER, NODE, type PolicyCase } from '../policy-case';

const ACCOUNT = document('v1', 'ServiceAccount', { name: 'guard', namespace: ZONE });
const REQUEST = document(
  'authentication.k8s.io/v1',
  'TokenRequest',
  { name: 'guard' },
  {
    spec: { audiences: ['https://kubernetes.default.svc'] },
  },
);

export const cases: readonly PolicyCase[] = [
  allows('the node of the pod asks', ACCOUNT, { subResource: 'token', body: REQUEST, as: NODE }),
  allows(
    'somebody asks outside',
    { ...ACCOUNT, metadata: { ...ACCOUNT.metadata, namespace: OUTSIDE } },
    { subResource: 'token', body: REQUEST, as: DEVELOPER },
  ),
  denies('a developer asks', ACCOUNT, { subResource: 'token', body: REQUEST, as: DEVELOPER }),
  denies('a deployer asks', ACCOUNT, { subResource: 'token', body: REQUEST }),
  denies('somebody is called like a node', ACCOUNT, {
    subResource: 'token',
    body: REQUEST,
    as: { ...DEVELOPER, username: 'system:node:b' },
  }),
];
