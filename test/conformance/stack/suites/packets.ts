import { NETWORK } from '../../cluster/network';
import { type Adversary, adversaries, removeAdversaries, startAdversaries } from '../adversaries';
import { arrived, type Origin, type Packet, type Place, route, sendAll, table } from '../matrix';
import { listenOutside } from '../outside-host';
import { CALLER, type Stack } from '../stack';

/** Every port that a document declares, and two that none does. */
const DECLARED_PORTS = [53, 8000, 9090];
const UNDECLARED_PORTS = [8080, 31337];
const PORTS = [...DECLARED_PORTS, ...UNDECLARED_PORTS];

/** The connections that the quickstart declares; nothing else may get through. */
const DECLARED = [
  'caller → guardrail tcp/8000',
  'guardrail → output-processor tcp/8000',
  'output-processor → inference tcp/8000',
];
/** Names are asked for by the tiers that have a next hop by name; inference has none. */
const DECLARED_DNS = ['guardrail', 'output-processor'].flatMap((from) => [
  `${from} → cluster DNS tcp/53`,
  `${from} → cluster DNS udp/53`,
]);

/** Who can reach whom, told by packets between running pods. */
export function packetsSuite(running: () => Stack): void {
  let stack: Stack;
  let attackers: readonly Adversary[];
  let tiers: (Origin & { readonly ip: string })[];
  let origins: readonly Origin[];
  let places: readonly Place[];
  let outside: readonly Place[];
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    stack = running();
    attackers = adversaries(stack);
    await startAdversaries(stack, attackers, PORTS);
    tiers = await Promise.all(stack.all.map(async (tier) => ({ ...(await stack.pod(tier)), what: tier.role })));
    for (const tier of tiers) ends.push(await stack.packets.listen(tier, PORTS));
    ends.push(await stack.packets.listen(CALLER, PORTS));
    ends.push(await listenOutside(stack.cluster, [53, 80, 443, 8000]));
    const caller = { ...CALLER, what: 'caller' };
    origins = [...tiers, caller, ...attackers];
    places = [
      ...tiers.map(({ what, ip }) => ({ what, host: ip, ports: PORTS })),
      { what: 'caller', host: await ipOf(caller), ports: PORTS },
      { what: 'stranger', host: await ipOf({ namespace: 'adversary', pod: 'stranger' }), ports: PORTS },
    ];
    outside = [
      { what: 'cluster DNS', host: NETWORK.dnsService, ports: [53] },
      { what: 'DNS pod, other ports', host: await dnsPod(), ports: [8080, 8181] },
      { what: 'another DNS', host: NETWORK.outsideHost, ports: [53] },
      // a Service's address has no UDP port here: the sender's own datapath refuses that, and nothing was reached
      { what: 'API server (Service)', host: NETWORK.apiServerService, ports: [443], protocols: ['TCP'] },
      { what: 'API server (node)', host: NETWORK.node, ports: [NETWORK.apiServerPort] },
      { what: 'kubelet', host: NETWORK.node, ports: [10250] },
      { what: 'metadata', host: NETWORK.metadata, ports: [80, 443] },
      { what: 'outside host', host: NETWORK.outsideHost, ports: [80, 443, 8000] },
    ];
  });

  afterAll(async () => {
    for (const end of ends) end();
    await removeAdversaries(stack);
  });

  async function ipOf(pod: { readonly namespace: string; readonly pod: string }): Promise<string> {
    return (await stack.cluster.kubectl.get<{ status: { podIP: string } }>('pod', pod.pod, '-n', pod.namespace)).status
      .podIP;
  }

  async function dnsPod(): Promise<string> {
    const pods = ['pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns'];
    const [pod] = await stack.cluster.kubectl.list<{ status: { podIP: string } }>(...pods);
    return pod?.status.podIP ?? '';
  }

  const routes = (packets: readonly Packet[]): string[] => packets.filter(arrived).map(route).sort();
  /** Adversaries have no policy of their own, so what they reach among themselves and the caller is nobody's claim. */
  const intoTiers = (packets: readonly Packet[]): Packet[] =>
    packets.filter(({ from, to }) => tiers.some(({ what }) => what === to || what === from));

  test('every port answers when no policy stands in between', async () => {
    // the node itself is let in (kubelet probes), so its packets prove that somebody listens everywhere
    const targets = places.flatMap(({ host, ports }) =>
      ports.flatMap((port) => (['TCP', 'UDP'] as const).map((protocol) => ({ host, port, protocol }))),
    );
    expect(new Set(await stack.packets.fromNode(stack.cluster.node, targets))).toEqual(new Set(['open']));
    const stranger = origins.find(({ what }) => what === 'stranger');
    const reached = await sendAll(stack, stranger === undefined ? [] : [stranger], outside);
    expect(routes(reached)).toEqual(
      expect.arrayContaining(['stranger → metadata tcp/80', 'stranger → outside host tcp/443']),
    );
  });

  test('between the pods exactly the declared connections are open', async () => {
    const packets = await sendAll(stack, origins, places);
    console.log(`between pods (TCP and UDP on ${PORTS.join(', ')}; · is nothing)\n${table(packets)}`);
    expect(routes(intoTiers(packets))).toEqual([...DECLARED].sort());
  });

  test('a tier reaches nothing outside but the cluster DNS, and inference not even that', async () => {
    const packets = await sendAll(stack, tiers, outside);
    console.log(`out of the tiers\n${table(packets)}`);
    expect(routes(packets)).toEqual([...DECLARED_DNS].sort());
  });

  test.each(['guardrail', 'output-processor'])('%s resolves the name of its next hop', async (role) => {
    const [origin] = tiers.filter(({ what }) => what === role);
    const host = new URL(role === 'guardrail' ? stack.outputProcessor.url : stack.inference.url).hostname;
    const [verdict] = await stack.packets.from(origin ?? CALLER, [{ host, port: 8000, protocol: 'TCP' }]);
    expect(verdict).toBe('open');
  });

  test('inference resolves no name at all', async () => {
    const [origin] = tiers.filter(({ what }) => what === 'inference');
    const target = { host: new URL(stack.guardrail.url).hostname, port: 8000, protocol: 'TCP' } as const;
    expect(['unresolved', 'silent']).toContain(await stack.packets.one(origin ?? CALLER, target, 4));
  });

  describe('as negative control', () => {
    const remove = (...names: string[]): Promise<string> =>
      stack.cluster.kubectl.run(['-n', stack.inference.namespace, 'delete', 'networkpolicy', ...names]);

    afterAll(async () => {
      const policies = stack.documents.filter(({ kind }) => kind === 'NetworkPolicy');
      await stack.cluster.kubectl.apply(policies);
      const [stranger] = origins.filter(({ what }) => what === 'stranger');
      const [inference] = places.filter(({ what }) => what === 'inference');
      await stack.cluster.node.waitFor('the policies are enforced again', 'cilium-agent', async () => {
        const target = { host: inference?.host ?? '', port: 8000, protocol: 'TCP' } as const;
        return (await stack.packets.one(stranger ?? CALLER, target, 1)) === 'silent';
      });
    });

    test('without one of the two policies that isolate inference nothing opens, because the other still does', async () => {
      await remove('default-deny');
      await stack.cluster.node.run('sleep', ['6']);
      expect(routes(intoTiers(await sendAll(stack, origins, places)))).toEqual([...DECLARED].sort());
    });

    test('without both, exactly inference opens, for exactly those who may send', async () => {
      await remove(`${stack.inference.name}-ingress`);
      await stack.cluster.node.run('sleep', ['6']);
      const packets = intoTiers(await sendAll(stack, origins, places));
      console.log(`without the policies that guard the way into inference\n${table(packets)}`);
      const anyone = ['caller', ...attackers.map(({ what }) => what)];
      const opened = anyone.flatMap((from) =>
        PORTS.flatMap((port) => [`${from} → inference tcp/${port}`, `${from} → inference udp/${port}`]),
      );
      // the guards' own egress policies still hold them to their next hop
      expect(routes(packets)).toEqual([...DECLARED, ...opened].sort());
    });
  });
}
