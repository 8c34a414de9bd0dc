import { setTimeout as sleep } from 'node:timers/promises';
import { DocumentSet } from '../../../../lib/assurance/document-set';
import { Cluster as JudgedCluster, judgeConnection, type Pod } from '../../../../lib/assurance/reachability';
import { type Cluster } from '../../cluster/cluster';
import { baseImage } from '../../cluster/images/base-image';
import { arrives, Packets, type Target } from '../../cluster/probes/packets';
import { objectsOf, PROBED_PORTS, RANDOM_POD, randomPacketClusters } from '../random-packet-cluster';

/** How many `kubectl exec` at a time: each is a process on a machine of few cores. */
const AT_ONCE = 12;
/** Policies that are enforced late, and packets that a loaded machine delays, are asked for again. */
const TRIES = 4;

interface Probe {
  readonly from: Pod;
  readonly to: Pod;
  readonly target: Target;
  readonly predicted: boolean;
}

/** What the evaluator says about random clusters is what packets do. */
export function randomClustersSuite(running: () => Cluster): void {
  const [[key, value] = ['', '']] = Object.entries(RANDOM_POD);
  const selector = `${key}=${value}`;
  let cluster: Cluster;
  let packets: Packets;
  let judged: JudgedCluster;

  beforeAll(async () => {
    cluster = running();
    packets = new Packets(cluster.kubectl);
    const { name } = await baseImage();
    await cluster.kubectl.apply(randomPacketClusters().flatMap((each) => objectsOf(each, name)));
    const pods = ['pods', '--all-namespaces', '-l', selector];
    await cluster.kubectl.run(['wait', '--for=condition=Ready', ...pods, '--timeout=300s']);
    // what the API server made of them, addresses and defaults included
    judged = JudgedCluster.of(
      DocumentSet.parse(await cluster.kubectl.run(['get', 'namespaces,networkpolicies,pods', '-A', '-o', 'json'])),
    );
  });

  afterAll(async () => {
    const namespaces = randomPacketClusters().flatMap((each) => each.namespaces.map(({ name }) => name));
    await cluster.kubectl.attempt(['delete', 'namespace', ...namespaces, '--wait=false']);
  });

  test('the evaluator predicts every packet between the pods of random clusters', async () => {
    const probes = randomPacketClusters().flatMap(({ namespaces }) => probesAmong(judged, namespaces));
    const open = probes.filter(({ predicted }) => predicted).length;
    let different = await differing(packets, probes);
    for (let tries = 1; tries < TRIES && different.length > 0; tries++) {
      await sleep(3000);
      different = await differing(packets, different);
    }
    console.log(
      `random clusters: ${randomPacketClusters().length} clusters, ${new Set(probes.map(({ from }) => from)).size} pods, ` +
        `${probes.length} packets, predicted ${open} open and ${probes.length - open} closed, ${different.length} otherwise`,
    );
    expect(different.map(sentence)).toEqual([]);
    // a table of which one half is empty would show nothing
    expect(Math.min(open, probes.length - open)).toBeGreaterThan(probes.length / 10);
  });
}

function probesAmong(judged: JudgedCluster, namespaces: readonly { readonly name: string }[]): Probe[] {
  const pods = namespaces.flatMap(({ name }) => judged.podsIn(name));
  return pods.flatMap((from) =>
    pods
      .filter((to) => to !== from)
      .flatMap((to) =>
        PROBED_PORTS.flatMap((port) =>
          (['TCP', 'UDP'] as const).map((protocol) => {
            const { open } = judgeConnection(judged, { from: { pod: from }, to: { pod: to }, protocol, port });
            return { from, to, target: { host: to.addresses[0] ?? '', port, protocol }, predicted: open };
          }),
        ),
      ),
  );
}

/** The probes whose packet does not what was predicted. */
async function differing(packets: Packets, probes: readonly Probe[]): Promise<Probe[]> {
  const sources = [...new Set(probes.map(({ from }) => from))];
  const different: Probe[] = [];
  const send = async (from: Pod): Promise<void> => {
    const own = probes.filter((probe) => probe.from === from);
    const targets = own.map(({ target }) => target);
    const verdicts = await packets.from({ namespace: from.namespace, pod: from.object.name }, targets);
    different.push(...own.filter(({ predicted }, index) => arrives(verdicts[index] ?? '') !== predicted));
  };
  const rest = [...sources];
  const worker = async (): Promise<void> => {
    for (let from = rest.shift(); from !== undefined; from = rest.shift()) await send(from);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return different;
}

function sentence({ from, to, target, predicted }: Probe): string {
  const name = ({ namespace, object }: Pod): string => `${namespace}/${object.name}`;
  const port = `${target.protocol}/${target.port}`;
  return `${name(from)} → ${name(to)} ${port}: predicted ${predicted ? 'open' : 'closed'}, and it is not`;
}
