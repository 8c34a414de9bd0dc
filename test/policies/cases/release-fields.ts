import { MODEL_RELEASER, RULE_SET_RELEASER } from '../approvals';
import { configMap, document, ZONE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';
import { guard, type GuardChange, release, state } from '../releases';

const FILE = { 'ruleset.json': '{}' };
const FORWARD: GuardChange = { rules: release(5, state(3)) };
/** The ConfigMap of release 3. */
const SAME = 'guard-ruleset-0000000000000003';
const secret = document('v1', 'Secret', { name: 'audit', namespace: ZONE }, { stringData: { key: 'a' } });
const asReleaser = { as: RULE_SET_RELEASER };
const from = (stored: GuardChange) => ({ operation: 'UPDATE', stored: guard(stored), ...asReleaser }) as const;
const from3 = from({ rules: release(3) });
/** A release that is in order, with something else in the same change. */
const alsoChanging = (change: GuardChange): ReturnType<typeof guard> => guard({ ...FORWARD, ...change });

export const cases: readonly PolicyCase[] = [
  allows('it goes forward and says where from', guard(FORWARD), from3),
  allows('it is the first', guard({ rules: release(3, state(0)) }), from({})),
  allows('it goes back to where it came from', guard({ rules: release(3) }), from(FORWARD)),
  allows('it goes back to before the first', guard(), from({ rules: release(3, state(0)) })),
  allows('it changes nothing', guard(FORWARD), from(FORWARD)),
  allows('models go forward', guard({ models: release(5, state(3)), rules: release(7, state(3)) }), {
    ...from({ models: release(3), rules: release(7, state(3)) }),
    as: MODEL_RELEASER,
  }),
  allows('a deployer changes whatever he likes', guard({ spec: { replicas: 5 } }), {
    operation: 'UPDATE',
    stored: guard(),
  }),
  allows('it creates an immutable ConfigMap with rules', { ...configMap(FILE), immutable: true }, asReleaser),
  denies('it creates one that may change', configMap(FILE), asReleaser),
  denies(
    'it creates one with something else',
    { ...configMap({ 'settings.json': '{}' }), immutable: true },
    asReleaser,
  ),
  denies('it creates one with more', { ...configMap({ ...FILE, more: 'a' }), immutable: true }, asReleaser),
  denies('it deletes a ConfigMap', { ...configMap(FILE), immutable: true }, { operation: 'DELETE', ...asReleaser }),
  denies('it writes a Secret', secret, asReleaser),
  denies('it deletes the guard', guard(), { operation: 'DELETE', ...asReleaser }),
  denies('it forges by the status what was there', guard({ rules: release(3, state(7)) }), {
    ...from3,
    subResource: 'status',
  }),
  denies('it scales', alsoChanging({ spec: { replicas: 0 } }), from3),
  denies('it pauses', alsoChanging({ spec: { paused: true } }), from3),
  denies('it changes the image', alsoChanging({ pod: { container: { image: 'localhost/other/guard:1' } } }), from3),
  denies('it changes the command', alsoChanging({ pod: { container: { args: ['--no-input-rails'] } } }), from3),
  denies(
    'it changes the environment',
    alsoChanging({ pod: { container: { env: [{ name: 'A', value: 'b' }] } } }),
    from3,
  ),
  denies(
    'it runs the pods as another account',
    alsoChanging({ pod: { spec: { serviceAccountName: 'other' } } }),
    from3,
  ),
  denies(
    'it relabels the pods',
    alsoChanging({ pod: { labels: { 'secure-llm.dev/workload': 'guard', a: 'b' } } }),
    from3,
  ),
  denies('it annotates the pods', alsoChanging({ pod: { annotations: { 'prometheus.io/scrape': 'true' } } }), from3),
  denies('it relabels the Deployment', alsoChanging({ metadata: { labels: { a: 'b' } } }), from3),
  denies('it annotates the Deployment', alsoChanging({ notes: { owner: 'me' } }), from3),
  denies('it keeps the Deployment from going', alsoChanging({ metadata: { finalizers: ['example.com/keep'] } }), from3),
  denies('it gives the Deployment an owner', alsoChanging({ metadata: { ownerReferences: [owner()] } }), from3),
  denies(
    'it adds a volume',
    alsoChanging({ pod: { spec: { volumes: [...volumes(), { name: 'more', emptyDir: {} }] } } }),
    from3,
  ),
  denies(
    'it mounts a Secret instead',
    alsoChanging({ volume: { configMap: undefined, secret: { secretName: 'hop' } } }),
    from3,
  ),
  denies('it takes another key', alsoChanging({ volume: volumeOf('guard-ruleset-5', 'other.json') }), from3),
  denies('it changes the name of the ConfigMap alone', guard({ rules: { ...release(3), configMap: 'other' } }), from3),
  denies(
    'it changes the digest alone',
    guard({ rules: { ...release(3), digest: '5'.repeat(64), configMap: SAME } }),
    from3,
  ),
  denies('it does not say where from', guard({ rules: release(5) }), from3),
  denies('it says that it came from elsewhere', guard({ rules: release(5, state(4)) }), from3),
  denies('it goes forward to a lower number', guard({ rules: release(2, state(3)) }), from3),
  denies('it starts a number with a zero', guard({ rules: { ...release(5, state(3)), number: '05' } }), from3),
  denies(
    'its number is too long to be read',
    guard({ rules: { ...release(5, state(3)), number: '9'.repeat(20) } }),
    from3,
  ),
  denies('it goes back with nothing to go back to', guard({ rules: release(2) }), from3),
  denies('it goes back further', guard({ rules: release(2) }), from(FORWARD)),
  denies('it goes back and could again', guard({ rules: release(3, state(3)) }), from(FORWARD)),
  denies('it names another previous release for later', guard({ rules: release(3, state(2)) }), from3),
  denies('it forgets the previous release', guard({ rules: release(5) }), from(FORWARD)),
  denies('it goes back to a later release', guard({ rules: release(7) }), from({ rules: release(3, state(7)) })),
  denies('it changes rules and models at once', alsoChanging({ models: release(3, state(0)) }), from3),
];

function owner(): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', uid: '00000000-0000-0000-0000-000000000000' };
}

function volumes(): unknown[] {
  return (guard(FORWARD) as unknown as { spec: { template: { spec: { volumes: unknown[] } } } }).spec.template.spec
    .volumes;
}

function volumeOf(name: string, key: string): Record<string, unknown> {
  return { configMap: { name, items: [{ key, path: 'ruleset.json' }] } };
}
