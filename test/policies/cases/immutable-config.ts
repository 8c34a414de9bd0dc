import { configMap, OUTSIDE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const DATA = { 'ruleset.json': '{}' };

export const cases: readonly PolicyCase[] = [
  allows('it never changes', { ...configMap(DATA), immutable: true }),
  allows('Kubernetes wrote it for every namespace', configMap({ 'ca.crt': '' }, { name: 'kube-root-ca.crt' })),
  allows('it is outside', configMap(DATA, { namespace: OUTSIDE })),
  allows('an exception names it', configMap(DATA), { exceptions: ['immutable-config ConfigMap zone/settings'] }),
  denies('nothing is said', configMap(DATA)),
  denies('it may change', { ...configMap(DATA), immutable: false }),
  denies('an update leaves it to change', configMap({ 'ruleset.json': '{"format":1}' }), {
    operation: 'UPDATE',
    stored: configMap(DATA),
  }),
];
