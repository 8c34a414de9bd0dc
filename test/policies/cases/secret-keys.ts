import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const ITEMS = [{ key: 'key', path: 'key' }];
const mounts = (...volumes: object[]): Parameters<typeof pod>[0] => ({
  spec: { volumes: volumes.map((volume, index) => ({ name: `volume-${index}`, ...volume })) },
});

export const cases: readonly PolicyCase[] = [
  allows('there is none', pod()),
  allows('the key is named', pod(mounts({ secret: { secretName: 'hop', items: ITEMS } }))),
  allows(
    'the key of a projected secret is named',
    pod(mounts({ projected: { sources: [{ secret: { name: 'hop', items: ITEMS } }, { configMap: { name: 'ca' } }] } })),
  ),
  allows('a ConfigMap shows all it has', pod(mounts({ configMap: { name: 'settings' } }))),
  denies('no key is named', deployment(mounts({ secret: { secretName: 'hop' } }))),
  denies('the list of keys is empty', pod(mounts({ secret: { secretName: 'hop', items: [] } }))),
  denies(
    'one of two names none',
    pod(mounts({ secret: { secretName: 'hop', items: ITEMS } }, { secret: { secretName: 'other' } })),
  ),
  denies('a projected secret names none', pod(mounts({ projected: { sources: [{ secret: { name: 'hop' } }] } }))),
  allows('it must be there', pod(mounts({ secret: { secretName: 'hop', items: ITEMS, optional: false } }))),
  denies('it may be missing', deployment(mounts({ secret: { secretName: 'hop', items: ITEMS, optional: true } }))),
  denies(
    'a projected one may be missing',
    pod(mounts({ projected: { sources: [{ secret: { name: 'hop', items: ITEMS, optional: true } }] } })),
  ),
];
