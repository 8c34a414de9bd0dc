import { ClaimOutcome } from '../../../../lib/assurance/claims';
import { type KubernetesDocument } from '../../../../lib/assurance/document';
import { NETWORK } from '../../cluster/network';
import { letsAll } from '../spoofs/openings';
import { type Stage } from '../stage';
import { until } from '../until';

const NODE_PORT = 30080;

interface Exposure {
  readonly how: string;
  readonly spec: object;
  /** Where the world outside finds it, at the node's address. */
  readonly port: number;
}

/**
 * Ways in from outside that a Service opens. What else R5 refutes cannot be shown here: Pod Security refuses host networks and
 * host ports in a zone before any packet, and nothing in this cluster serves Ingress, Gateway or mesh routes.
 */
const EXPOSURES: readonly Exposure[] = [
  { how: 'a NodePort', spec: { type: 'NodePort', ports: [{ port: 8000, nodePort: NODE_PORT }] }, port: NODE_PORT },
  {
    how: 'a load balancer',
    spec: { type: 'LoadBalancer', ports: [{ port: 8000, nodePort: NODE_PORT }] },
    port: NODE_PORT,
  },
  { how: 'an external address', spec: { externalIPs: [NETWORK.node], ports: [{ port: 8000 }] }, port: 8000 },
];

/** R5 on packets: what exposes a tier leads the world to it, and only the policies still stand in between. */
export function exposuresSuite(running: () => Stage): void {
  test.each(EXPOSURES)('$how leads the world outside to a guard', async ({ how, spec, port }) => {
    const stage = running();
    const { stack, users } = stage;
    const { namespace, name } = stack.guardrail;
    const { hard } = stage.documents.find(
      ({ kind, metadata }) => kind === 'ResourceQuota' && metadata.namespace === namespace,
    )?.spec as { readonly hard: object };
    const patchQuota = (wanted: object): Promise<string> =>
      users.administrator.run([
        ...['-n', namespace, 'patch', 'resourcequota', 'zone', '--type=merge'],
        ...['-p', JSON.stringify({ spec: { hard: wanted } })],
      ]);
    const service: KubernetesDocument = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'exposed', namespace },
      spec: { selector: { 'secure-llm.dev/workload': name }, ...spec },
    };
    const { outcome, counterexamples } = stage.judge('R5', [...stage.documents, service]);
    expect(outcome).toBe(ClaimOutcome.REFUTED);
    expect(counterexamples[0]?.object.name).toBe('exposed');

    const target = { host: NETWORK.node, port, protocol: 'TCP' } as const;
    const fromOutside = async (): Promise<string> =>
      (await stack.packets.fromOutside(stack.cluster.node, [target], 1))[0] ?? 'no answer';
    const opened = letsAll(namespace);
    try {
      // nobody listens at the node, whatever the policies let
      await users.administrator.apply([opened]);
      expect(await until(fromOutside, (verdict) => verdict === 'refused')).toBe('refused');
      await patchQuota({ 'services.nodeports': '1', 'services.loadbalancers': '1' });
      // the quota's controller counts anew before another Service is let in
      const made = await until(
        () => users.administrator.attempt(['create', '-f', '-'], { input: JSON.stringify(service) }),
        ({ code }) => code === 0,
      );
      expect({ code: made.code, said: made.code === 0 ? '' : made.stderr }).toEqual({ code: 0, said: '' });
      expect(await until(fromOutside, (verdict) => verdict === 'open')).toBe('open');
      // Cilium goes on to see who sent the packet; where the node's address takes its place, policies let it pass
      await users.administrator.run(['delete', '-f', '-'], { input: JSON.stringify(opened) });
      expect(await until(fromOutside, (verdict) => verdict === 'silent')).toBe('silent');
      stage.shown.add('R5', `${how} leads the world outside to a guard`);
    } finally {
      await users.administrator.attempt(['-n', namespace, 'delete', 'service', 'exposed', '--ignore-not-found']);
      await users.administrator.attempt(['delete', '--ignore-not-found', '-f', '-'], { input: JSON.stringify(opened) });
      await patchQuota(hard);
    }
  });
}
