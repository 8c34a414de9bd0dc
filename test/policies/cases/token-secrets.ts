import { annotated, document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, DEVELOPER, type PolicyCase } from '../policy-case';

const SECRET = document('v1', 'Secret', { name: 'key', namespace: ZONE }, { data: { key: 'eA==' } });
const HEAD = { name: 'token', namespace: ZONE, annotations: { 'kubernetes.io/service-account.name': 'guard' } };
const TOKEN = document('v1', 'Secret', HEAD, { type: 'kubernetes.io/service-account-token' });

export const cases: readonly PolicyCase[] = [
  allows('it is a key', SECRET),
  allows('it is a key that an operator changes', annotated(SECRET), {
    operation: 'UPDATE',
    stored: SECRET,
    as: DEVELOPER,
  }),
  allows('it is outside', { ...TOKEN, metadata: { ...HEAD, namespace: OUTSIDE } }),
  denies('it asks for a token', TOKEN),
  denies('a developer asks for a token', TOKEN, { as: DEVELOPER }),
];
