import { KUBERNETES_VERSION } from '../tools/kube-apiserver/kubernetes-version';
import { type Cluster } from './cluster';
import { baseImage } from './images/base-image';
import { NETWORK } from './network';
import { Packets, type PodRef } from './probes/packets';
import { probePod, probePodSpec } from './probes/probe-pod';
import { sharedCluster } from './shared-cluster';

const NAMESPACE = 'smoke';
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };
const CLIENT: PodRef = { namespace: NAMESPACE, pod: 'client' };
const STRANGER: PodRef = { namespace: NAMESPACE, pod: 'stranger' };
const SERVICE = { host: `server.${NAMESPACE}.svc.cluster.local`, port: 8000, protocol: 'TCP' } as const;

describe('a one-node cluster', () => {
  let cluster: Cluster;
  let packets: Packets;

  beforeAll(async () => {
    cluster = await sharedCluster();
    packets = new Packets(cluster.kubectl);
    const base = await baseImage();
    await cluster.load(base);
    await cluster.kubectl.apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: RESTRICTED } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'server', namespace: NAMESPACE },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'server' } },
          template: { metadata: { labels: { app: 'server' } }, spec: probePodSpec(base.name, [8000]) },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'server', namespace: NAMESPACE },
        spec: { selector: { app: 'server' }, ports: [{ port: 8000 }] },
      },
      probePod(base.name, { ...nameOf(CLIENT), labels: { app: 'client' } }),
      probePod(base.name, { ...nameOf(STRANGER), labels: { app: 'stranger' } }),
    ]);
    await cluster.kubectl.rollout(NAMESPACE, 'server');
    await cluster.kubectl.run([
      '-n',
      NAMESPACE,
      'wait',
      '--for=condition=Ready',
      'pod/client',
      'pod/stranger',
      '--timeout=60s',
    ]);
  });

  afterAll(async () => {
    // a kept cluster is used again
    await cluster?.kubectl.attempt(['delete', 'namespace', NAMESPACE]);
    await cluster?.[Symbol.asyncDispose]();
  });

  test('runs the Kubernetes version that the manifests are written for', async () => {
    const [node] = await cluster.kubectl.list<{ status: { nodeInfo: { kubeletVersion: string } } }>('nodes');
    expect(node?.status.nodeInfo.kubeletVersion).toBe(`v${KUBERNETES_VERSION}`);
  });

  test('runs a restricted pod in a user namespace of its own', async () => {
    const map = await cluster.kubectl.run([
      '-n',
      NAMESPACE,
      'exec',
      'deployment/server',
      '--',
      'cat',
      '/proc/self/uid_map',
    ]);
    const [inside, outside] = map.trim().split(/\s+/).map(Number);
    expect(inside).toBe(0);
    expect(outside).toBeGreaterThanOrEqual(65536);
  });

  test('refuses a pod that Pod Security forbids', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'loose', namespace: NAMESPACE } };
    const spec = { containers: [{ name: 'loose', image: 'localhost/base:1' }] };
    await expect(cluster.kubectl.apply([{ ...pod, spec }])).rejects.toThrow(/violates PodSecurity "restricted/);
  });

  test('resolves a Service by its name and reaches it', async () => {
    expect(await packets.one(CLIENT, SERVICE)).toBe('open');
    expect(await packets.one(CLIENT, { ...SERVICE, host: 'nobody.smoke.svc.cluster.local' })).toBe('unresolved');
  });

  test('reaches the outside host, which is no real network', async () => {
    expect(await packets.one(CLIENT, { host: NETWORK.outsideHost, port: 8000, protocol: 'TCP' })).toBe('refused');
  });

  test('lets only the declared peer through once a NetworkPolicy says so, on packets', async () => {
    expect(await packets.one(STRANGER, SERVICE)).toBe('open');
    await cluster.kubectl.apply([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'server', namespace: NAMESPACE },
        spec: {
          podSelector: { matchLabels: { app: 'server' } },
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'client' } } }], ports: [{ port: 8000 }] }],
        },
      },
    ]);
    await cluster.node.waitFor('the policy is enforced', 'cilium-agent', async () => {
      return (await packets.one(STRANGER, SERVICE, 1)) === 'silent';
    });
    expect(await packets.one(CLIENT, SERVICE)).toBe('open');
  });
});

function nameOf(pod: PodRef): { readonly name: string; readonly namespace: string } {
  return { name: pod.pod, namespace: pod.namespace };
}
