import { Testing } from 'cdk8s';
import { type HardenedWorkload, Peer, Port, Probe, type TrustZone } from '../../lib/workload';
import { declareWorkload, declareZone, type Document, documents, named } from './declared';

const ingressOf = (zone: TrustZone, name: string): Document => named(zone, 'NetworkPolicy', `${name}-ingress`).spec;
const egressOf = (zone: TrustZone, name: string): Document => named(zone, 'NetworkPolicy', `${name}-egress`).spec;

const SHOP = Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } });
const workloadSelector = (namespace: string, name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: { 'secure-llm.dev/workload': name } },
});
const tcp = (port: number) => ({ port, protocol: 'TCP' });
const DNS = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [tcp(53), { port: 53, protocol: 'UDP' }],
};

/** Two zones with one workload each. */
function twoZones(): { from: HardenedWorkload; to: HardenedWorkload } {
  const app = Testing.app();
  return {
    from: declareWorkload(declareZone(app, 'front'), 'client'),
    to: declareWorkload(declareZone(app, 'back'), 'server'),
  };
}

describe('a workload without connections', () => {
  it('is isolated in both directions by policies of its own, which have no rules at all', () => {
    const { to } = twoZones();
    const podSelector = { matchLabels: { 'secure-llm.dev/workload': 'server' } };
    expect(ingressOf(to.zone, 'server')).toEqual({ podSelector, policyTypes: ['Ingress'] });
    expect(egressOf(to.zone, 'server')).toEqual({ podSelector, policyTypes: ['Egress'] });
  });
});

describe('a connection between two workloads', () => {
  it.each([
    ['the one that connects', (from: HardenedWorkload, to: HardenedWorkload) => from.connections.allowTo(to)],
    ['the one that is connected to', (from: HardenedWorkload, to: HardenedWorkload) => to.connections.allowFrom(from)],
  ])('opens both sides when it is declared on %s', (_side, declare) => {
    const { from, to } = twoZones();
    declare(from, to);
    expect(egressOf(from.zone, 'client').egress).toEqual([
      { to: [workloadSelector('back', 'server')], ports: [tcp(8000)] },
      DNS,
    ]);
    expect(ingressOf(to.zone, 'server').ingress).toEqual([
      { from: [workloadSelector('front', 'client')], ports: [tcp(8000)] },
    ]);
    expect(ingressOf(from.zone, 'client')).not.toHaveProperty('ingress');
    expect(egressOf(to.zone, 'server')).not.toHaveProperty('egress');
  });

  it('changes nothing when it is declared again, on either side', () => {
    const once = twoZones();
    once.from.connections.allowTo(once.to);
    const often = twoZones();
    often.from.connections.allowTo(often.to);
    often.from.connections.allowTo(often.to, Port.tcp(8000));
    often.to.connections.allowFrom(often.from);
    for (const side of ['from', 'to'] as const) {
      expect(documents(often[side].zone)).toEqual(documents(once[side].zone));
    }
  });

  it('is one rule per peer with its ports in order, whatever the order of declaration', () => {
    const { from, to } = twoZones();
    from.connections.allowTo(to, Port.tcp(9090));
    from.connections.allowTo(to, Port.tcp(8000));
    expect(ingressOf(to.zone, 'server').ingress).toEqual([
      { from: [workloadSelector('front', 'client')], ports: [tcp(8000), tcp(9090)] },
    ]);
  });

  it('may lead to the workload itself', () => {
    const { to } = twoZones();
    to.connections.allowTo(to);
    expect(ingressOf(to.zone, 'server').ingress).toEqual([
      { from: [workloadSelector('back', 'server')], ports: [tcp(8000)] },
    ]);
  });

  it('is refused on a port that nobody serves, and then opens neither side', () => {
    const { from, to } = twoZones();
    expect(() => from.connections.allowTo(to, Port.tcp(8001))).toThrow(
      'port TCP/8001 is not served by this workload; expected one of TCP/8000, TCP/9090 (at back/server)',
    );
    expect(() => to.connections.allowFrom(from, Port.udp(8000))).toThrow(/UDP\/8000 is not served/);
    expect(egressOf(from.zone, 'client')).not.toHaveProperty('egress');
    expect(ingressOf(to.zone, 'server')).not.toHaveProperty('ingress');
  });

  it('is listed once on each side with both names', () => {
    const { from, to } = twoZones();
    from.connections.allowTo(to);
    const connection = { from: 'workload front/client', to: 'workload back/server', port: 'TCP/8000' };
    expect(from.connections.outgoing).toEqual([connection]);
    expect(to.connections.incoming).toEqual([connection]);
    expect(from.connections.incoming).toEqual([]);
  });
});

describe('a connection with somebody outside of the program', () => {
  it('lets pods of another namespace in by namespace and labels', () => {
    const { to } = twoZones();
    to.connections.allowFrom(SHOP);
    expect(ingressOf(to.zone, 'server').ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
            podSelector: { matchLabels: { app: 'frontend' } },
          },
        ],
        ports: [tcp(8000)],
      },
    ]);
  });

  it('needs a port when the peer is not ours, because no port would mean every port', () => {
    const { from } = twoZones();
    expect(() => from.connections.allowTo(SHOP)).toThrow(/names no port.*pass a Port \(at front\/client\)/);
    expect(() => from.connections.allowTo(Peer.cidr('10.0.0.0/24'))).toThrow(/names no port/);
  });

  it('opens DNS for a peer that is reached by name, and not for an address range', () => {
    const { from } = twoZones();
    from.connections.allowTo(Peer.cidr('10.0.0.0/24'), Port.tcp(443));
    expect(egressOf(from.zone, 'client').egress).toEqual([
      { to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [tcp(443)] },
    ]);
    from.connections.allowTo(Peer.cidr('10.0.1.0/24', { reachedByName: true }), Port.tcp(443));
    expect(egressOf(from.zone, 'client').egress).toContainEqual(DNS);
  });

  it('keeps TCP and UDP of one number apart', () => {
    const { from } = twoZones();
    const range = Peer.cidr('10.0.0.0/24');
    from.connections.allowTo(range, Port.udp(514));
    from.connections.allowTo(range, Port.tcp(514));
    expect(egressOf(from.zone, 'client').egress).toEqual([
      { to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [tcp(514), { port: 514, protocol: 'UDP' }] },
    ]);
  });

  it('cannot be had from a workload that serves nothing', () => {
    const silent = declareWorkload(declareZone(), 'silent', { ports: [], ...commandProbes() });
    expect(() => silent.connections.allowFrom(SHOP)).toThrow(/names no port/);
    expect(() => silent.connections.allowFrom(SHOP, Port.tcp(8000))).toThrow(/expected one of no port/);
    expect(() => silent.url).toThrow(/serves no port/);
    expect(() => declareWorkload(silent.zone, 'other').connections.allowTo(silent)).toThrow(/names no port/);
  });
});

function commandProbes() {
  const probe = (word: string) => Probe.command({ command: [word] });
  return { startupProbe: probe('start'), readinessProbe: probe('ready'), livenessProbe: probe('alive') };
}
