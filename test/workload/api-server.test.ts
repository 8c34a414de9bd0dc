import { Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { Peer, Port, Severity, TrustZone } from '../../lib/workload';
import { allowToApiServer } from '../../lib/workload/api-server';
import { declareWorkload, declareZone, kubernetes, named, REASON, waive } from './declared';

const platform = Platform.kubernetes({
  networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO,
  apiServerCidrs: ['10.0.0.2/32', '10.96.0.1/32'],
});

describe('a connection to the API server', () => {
  it('is open to its addresses and its two ports, and is no hole in the claim about it', () => {
    const zone = new TrustZone(Testing.app(), 'zone', { platform });
    const workload = declareWorkload(zone);
    allowToApiServer(workload.connections, platform, workload.node.path);
    const { egress } = named(zone, 'NetworkPolicy', 'server-egress').spec;
    expect(egress.map(({ to }: { to: unknown }) => to)).toEqual([
      [{ ipBlock: { cidr: '10.0.0.2/32' } }],
      [{ ipBlock: { cidr: '10.96.0.1/32' } }],
    ]);
    for (const { ports } of egress) expect(ports.map(({ port }: { port: number }) => port)).toEqual([443, 6443]);
    expect(zone.findings.filter(({ rule, severity }) => rule === 'R4' && severity !== Severity.NOTE)).toEqual([]);
  });

  it('is refused where the platform does not say where it is', () => {
    const workload = declareWorkload(declareZone());
    expect(() => allowToApiServer(workload.connections, kubernetes(), workload.node.path)).toThrow(
      /the platform names no address of it; pass apiServerCidrs/,
    );
  });
});

describe('a port that anyone may reach', () => {
  const zone = declareZone();
  const workload = declareWorkload(zone, 'server', { ports: [Port.tcp(8000, 'http'), Port.tcp(9090, 'metrics')] });
  workload.connections.allowFrom(Peer.dangerouslyAnyone(REASON), Port.tcp(9090));

  it('is a rule with ports and without peers, because the API server is no peer that a policy could name', () => {
    expect(named(zone, 'NetworkPolicy', 'server-ingress').spec.ingress).toEqual([
      { ports: [{ port: 9090, protocol: 'TCP' }] },
    ]);
  });

  it('is declared, so that no claim is refuted, and found, so that somebody answers for it', () => {
    expect(zone.findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    const [finding] = zone.findings.filter(({ rule }) => rule === 'opt-out');
    expect(finding?.message).toContain('openPort.tcp-9090');
    waive(workload, 'opt-out');
    expect(zone.findings.map(({ rule }) => rule)).not.toContain('opt-out');
  });

  it('opens nothing in the other direction, and no other port', () => {
    expect(named(zone, 'NetworkPolicy', 'server-egress').spec).not.toHaveProperty('egress');
    expect(() => workload.connections.allowTo(Peer.dangerouslyAnyone(REASON), Port.tcp(1))).toThrow(
      /may let anyone in, and connect to somebody only/,
    );
    expect(() => Peer.dangerouslyAnyone('short')).toThrow(/too short to be judged/);
  });
});
