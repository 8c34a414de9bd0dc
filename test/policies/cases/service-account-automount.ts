import { document, ZONE } from '../documents';
import { allows, denies, controller, type PolicyCase } from '../policy-case';

const ACCOUNT = document('v1', 'ServiceAccount', { name: 'new', namespace: ZONE });

export const cases: readonly PolicyCase[] = [
  allows('it does not', { ...ACCOUNT, automountServiceAccountToken: false }),
  allows('Kubernetes makes the default one', ACCOUNT, { as: controller('service-account-controller') }),
  denies('nothing is said', ACCOUNT),
  denies('it does', { ...ACCOUNT, automountServiceAccountToken: true }),
];
