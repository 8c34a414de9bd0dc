import { type KubernetesDocument } from '../../../lib/assurance/document';
import { document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, DEVELOPER, NODE, type PolicyCase } from '../policy-case';

const ACCOUNT = document('v1', 'ServiceAccount', { name: 'guard', namespace: ZONE });
const REQUEST = requestFor('guard');
const READER = document('v1', 'ServiceAccount', { name: 'secret-reader', namespace: ZONE });
const OPERATOR = {
  username: 'system:serviceaccount:external-secrets:external-secrets',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:external-secrets', 'system:authenticated'],
};
const READER_REQUEST = requestFor('secret-reader');

function requestFor(name: string): KubernetesDocument {
  const spec = { audiences: ['https://kubernetes.default.svc'] };
  return document('authentication.k8s.io/v1', 'TokenRequest', { name }, { spec });
}

export const cases: readonly PolicyCase[] = [
  allows('the node of the pod asks', ACCOUNT, { subResource: 'token', body: REQUEST, as: NODE }),
  allows(
    'somebody asks outside',
    { ...ACCOUNT, metadata: { ...ACCOUNT.metadata, namespace: OUTSIDE } },
    { subResource: 'token', body: REQUEST, as: DEVELOPER },
  ),
  allows('an operator asks as the account that reads secrets', READER, {
    subResource: 'token',
    body: READER_REQUEST,
    as: OPERATOR,
  }),
  denies('an operator asks as a workload', ACCOUNT, { subResource: 'token', body: REQUEST, as: OPERATOR }),
  denies('a developer asks as the account that reads secrets', READER, {
    subResource: 'token',
    body: READER_REQUEST,
    as: DEVELOPER,
  }),
  denies('a developer asks', ACCOUNT, { subResource: 'token', body: REQUEST, as: DEVELOPER }),
  denies('a deployer asks', ACCOUNT, { subResource: 'token', body: REQUEST }),
  denies('somebody is called like a node', ACCOUNT, {
    subResource: 'token',
    body: REQUEST,
    as: { ...DEVELOPER, username: 'system:node:b' },
  }),
];
