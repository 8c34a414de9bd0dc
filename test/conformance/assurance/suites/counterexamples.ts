import { describe as name, referenceTo } from '../../../../lib/assurance/document';
import { type ConnectionExample, type Counterexample } from '../../../../lib/assurance/claims';
import { NETWORK } from '../../cluster/network';
import { arrives, type PodRef, type Target, type Verdict } from '../../cluster/probes/packets';
import { CALLER } from '../../stack/stack';
import { type Tier } from '../../stack/tier';
import { CILIUM_DIFFERENCES } from '../cilium-differences';
import { type RefutingMutation, refutingMutations } from '../refuting-mutations';
import { OTHER, type Stage } from '../stage';
import { until } from '../until';

/** A packet that a counterexample names. */
type Send = () => Promise<Verdict>;

interface Outcome {
  readonly before: Verdict;
  readonly after: Verdict;
}

/** The counterexample that a proof names connects, and only while the policy is changed. */
export function counterexamplesSuite(running: () => Stage): void {
  let stage: Stage;
  let mutations: readonly RefutingMutation[];
  const outcomes = new Map<Counterexample, Outcome>();

  beforeAll(async () => {
    stage = running();
    mutations = refutingMutations(stage.documents, stage.context);
    await stage.startPods(strangersOf(mutations));
    const zones = [...new Set(mutations.map(({ zone }) => zone))];
    // zones can be changed at the same time, because no counterexample is about two of them: `sender` holds that
    await Promise.all(zones.map((zone) => tryAll(mutations.filter((mutation) => mutation.zone === zone))));
  });

  async function tryAll(ofOneZone: readonly RefutingMutation[]): Promise<void> {
    const { kubectl } = stage.stack.cluster;
    for (const { zone, original, changed, refuted } of ofOneZone) {
      const sendable = refuted.filter(canBeSent);
      if (sendable.length === 0) continue;
      const tries = await Promise.all(
        sendable.map(async ({ claim, counterexample }) => ({
          counterexample,
          send: await sender(zone, claim, counterexample),
        })),
      );
      const before = await Promise.all(tries.map(({ send }) => until(send, (verdict) => !arrives(verdict))));
      await (changed === undefined
        ? kubectl.run(['-n', zone, 'delete', 'networkpolicy', original.metadata.name])
        : kubectl.apply([changed]));
      const after = await Promise.all(tries.map(({ send }) => until(send, arrives)));
      await kubectl.apply([original]);
      for (const [index, { counterexample }] of tries.entries())
        outcomes.set(counterexample, { before: before[index] ?? '', after: after[index] ?? '' });
    }
  }

  /** The packet of a counterexample, between pods that are what it describes. */
  async function sender(zone: string, claim: string, { example, who, object }: Counterexample): Promise<Send> {
    const { packets, cluster } = stage.stack;
    const plain = stage.stranger({});
    if (claim === 'R2') {
      // who is not isolated: any pod without the label of a workload
      const bystander = stage.bystander(tierIn(object.name));
      const [from, to] = who === 'anyone' ? [plain, bystander] : [bystander, plain];
      const host = await stage.addressOf(to);
      return () => packets.one(from, { host, port: 8000, protocol: 'TCP' }, 1);
    }
    if (example === undefined) throw new Error(`${claim} names no example in ${zone}`);
    const { stranger, opensFrom, port } = example;
    const protocol: Target['protocol'] = example.protocol === 'UDP' ? 'UDP' : 'TCP';
    const workload = await stage.stack.pod(tierIn(zone));
    const { address } = stranger;
    if (opensFrom === 'workload') {
      const host = address === undefined ? await stage.addressOf(podFor(example)) : standIn(address);
      return () => packets.one(workload, { host, port, protocol }, 1);
    }
    const target = { host: workload.ip, port, protocol };
    if (address === undefined) return () => packets.one(podFor(example), target, 1);
    return async () => (await packets.fromOutside(cluster.node, [target], 1))[0] ?? 'no answer';
  }

  function podFor({ stranger }: ConnectionExample): PodRef {
    const { namespace = '', labels = {} } = stranger;
    if (stage.stack.all.some((tier) => tier.namespace === namespace))
      throw new Error(`the example is in the zone ${namespace}, so zones cannot be changed at the same time`);
    return labels['app'] === 'frontend' && namespace === CALLER.namespace ? CALLER : stage.stranger(labels, namespace);
  }

  function tierIn(zone: string): Tier {
    const tier = stage.stack.all.find(({ namespace }) => namespace === zone);
    if (tier === undefined) throw new Error(`no tier is in ${zone}`);
    return tier;
  }

  /** Pods like those that counterexamples describe. */
  function strangersOf(all: readonly RefutingMutation[]): (PodRef & { labels: Readonly<Record<string, string>> })[] {
    const pods = all.flatMap(({ refuted }) =>
      refuted.flatMap(({ counterexample: { example } }) => {
        const { namespace, labels = {} } = example?.stranger ?? {};
        if (namespace === undefined || (example !== undefined && podFor(example) === CALLER)) return [];
        if (![OTHER, CALLER.namespace].includes(namespace)) throw new Error(`nobody made the namespace ${namespace}`);
        return [{ ...stage.stranger(labels, namespace), labels }];
      }),
    );
    return [...new Map(pods.map((pod) => [`${pod.namespace}/${pod.pod}`, pod])).values()];
  }

  test('a change of any policy that refutes R1 to R4 opens the packet that the counterexample names', () => {
    const rows = mutations.flatMap(({ name: mutation, refuted }) =>
      refuted.map(({ claim, counterexample }) => ({ mutation, claim, counterexample })),
    );
    const sctp = rows.filter((row) => !canBeSent(row));
    const sent = rows.filter(canBeSent);
    const results = sent.map(({ mutation, claim, counterexample }) => {
      const { before = 'not sent', after = 'not sent' } = outcomes.get(counterexample) ?? {};
      return { mutation, claim, closedBefore: !arrives(before), opened: arrives(after) };
    });
    const connected = results.filter(({ closedBefore, opened }) => closedBefore && opened);
    console.log(
      `counterexamples: ${mutations.length} changed policies, ${rows.length} counterexamples, ${connected.length} connect, ` +
        `${sctp.length} not sent (${CILIUM_DIFFERENCES.sctp})\n` +
        ['R1', 'R2', 'R3', 'R4']
          .map((id) => `${id}: ${connected.filter(({ claim }) => claim === id).length}`)
          .join(', '),
    );
    expect(results.filter(({ closedBefore, opened }) => !closedBefore || !opened)).toEqual([]);
    expect(sctp.map(({ mutation }) => mutation)).toEqual([
      `${stage.stack.guardrail.namespace}/guardrail-ingress: ingress rule 0: port 0 of another protocol`,
    ]);
    for (const { mutation, claim } of connected) stage.shown.add(claim, `the counterexample of "${mutation}" connects`);
  });

  test('each of the four claims was refuted by a change', () => {
    const claims = mutations.flatMap(({ refuted }) => refuted.map(({ claim }) => claim));
    expect([...new Set(claims)].sort()).toEqual(['R1', 'R2', 'R3', 'R4']);
    expect(mutations.length).toBeGreaterThan(40);
  });

  test('the policies are as they were written again', async () => {
    const live = await stage.stack.cluster.kubectl.list<{ metadata: { namespace: string; name: string } }>(
      'networkpolicies',
      '-A',
    );
    const found = live.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    const written = stage.documents
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map((document) => referenceTo(document));
    for (const policy of written)
      expect({ policy: name(policy), found: found.includes(`${policy.namespace}/${policy.name}`) }).toEqual({
        policy: name(policy),
        found: true,
      });
  });
}

/** A range of all addresses is tried with one that somebody has. */
function standIn(address: string): string {
  return address === NETWORK.metadata ? address : NETWORK.outsideHost;
}

function canBeSent({ counterexample }: { readonly counterexample: Counterexample }): boolean {
  return counterexample.example?.protocol !== 'SCTP';
}
