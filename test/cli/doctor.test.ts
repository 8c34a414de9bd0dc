import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMINED_RESOURCES } from '../../lib/cli/doctor/cluster-facts';
import { call, type CallResult } from './call';
import { type FakeCluster, FakeKubectl } from './live/fake-kubectl';

jest.setTimeout(60_000);

const QUICKSTART = readFileSync(join(__dirname, '../../examples/quickstart/quickstart.golden.yaml'), 'utf8');
const API_VERSIONS = ['v1', 'apps/v1', 'batch/v1', 'networking.k8s.io/v1', 'policy/v1'];
const SERVED = [
  ...EXAMINED_RESOURCES,
  ...['namespaces', 'services', 'configmaps', 'serviceaccounts', 'resourcequotas', 'limitranges', 'pods'],
  ...['statefulsets.apps', 'networkpolicies.networking.k8s.io', 'poddisruptionbudgets.policy'],
];

async function doctor(input: string | readonly object[], cluster: FakeCluster): Promise<CallResult> {
  const kubectl = new FakeKubectl({ serves: SERVED, apiVersions: API_VERSIONS, ...cluster });
  const text = typeof input === 'string' ? input : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: input });
  const result = await call(['doctor', '-'], { input: text, run: kubectl.run });
  expect(kubectl.calls.every((line) => /^kubectl (?:get|api-resources|api-versions|version) /.test(line))).toBe(true);
  return result;
}

const object = (apiVersion: string, kind: string, name: string, fields: object = {}, namespace = 'shop'): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...fields,
});
const pod = (spec: object): object => object('v1', 'Pod', 'web', { spec: { containers: [{ name: 'main' }], ...spec } });
const node = (fields: object = {}): object =>
  object('v1', 'Node', 'n1', { status: { nodeInfo: { kubeletVersion: 'v1.36.3' }, ...fields } }, '');
const agent = (image: string, ready: number): object =>
  object('apps/v1', 'DaemonSet', 'agent', {
    spec: { template: { spec: { containers: [{ image }] } } },
    status: { numberReady: ready, desiredNumberScheduled: 2 },
  });
const NETWORK_POLICY = object('networking.k8s.io/v1', 'NetworkPolicy', 'deny');

describe('secure-llm doctor on the quickstart', () => {
  it('ends well where everything is there', async () => {
    const secrets = [
      'assistant-guardrail guardrail-audit Opaque 1 1d <none>',
      'assistant-guardrail guardrail-hop Opaque 1 1d <none>',
      'assistant-guardrail output-processor-hop Opaque 1 1d <none>',
      'assistant-output output-processor-audit Opaque 1 1d <none>',
      'assistant-output output-processor-hop Opaque 1 1d <none>',
      'assistant-output qwen-hop Opaque 1 1d <none>',
      'assistant-output assistant Opaque 1 1d <none>',
      'assistant-inference-qwen qwen-hop Opaque 1 1d <none>',
    ].join('\n');
    const { code, out } = await doctor(QUICKSTART, {
      secrets,
      objects: {
        nodes: [node()],
        'daemonsets.apps': [agent('docker.io/calico/node:v3.31.2', 2)],
        persistentvolumeclaims: [object('v1', 'PersistentVolumeClaim', 'weights', {}, 'assistant-inference-qwen')],
      },
    });
    expect(out).not.toContain('\nmissing\n');
    expect(out).toContain('  something that enforces NetworkPolicies: Calico v3.31.2, ready on 2 of 2 nodes\n');
    expect(out).toMatch(/ {2}Kubernetes 1\.\d+ or newer: API server v1\.36\.3, node v1\.36\.3\n/);
    expect(out).toContain('  claim assistant-inference-qwen/weights: there\n');
    expect(code).toBe(0);
  });

  it('names everything that is missing, who needs it and how to install it', async () => {
    const { code, out } = await doctor(QUICKSTART, {
      objects: { nodes: [node()] },
      version: { serverVersion: { gitVersion: 'v1.33.1' } },
    });
    expect(code).toBe(1);
    expect(out).toMatch(
      /\nmissing\n {2}Kubernetes 1\.\d+ or newer: API server v1\.33\.1, .*\n {6}Upgrade the cluster, or .*'1\.33'/,
    );
    expect(out).toMatch(
      / {2}something that enforces NetworkPolicies: nothing that is known .*\n {6}Install Calico .* or Cilium/,
    );
    expect(out).toMatch(
      / {2}claim assistant-inference-qwen\/weights: not there\n {6}for Deployment assistant-inference-qwen\/qwen\n {6}Make the /,
    );
    expect(out).toMatch(/ {2}Secret assistant-output\/output-processor-audit: not there\n {6}for Deployment /);
  });

  it('says what it was not allowed to look at', async () => {
    const { out } = await doctor(QUICKSTART, { forbidden: ['daemonsets.apps', 'secrets'] });
    expect(out).toMatch(/\nnot known\n {2}something that enforces NetworkPolicies: Error from server \(Forbidden\)/);
    expect(out).toContain('  Secret assistant-output/output-processor-audit: Error from server (Forbidden)');
  });
});

/** A program, a cluster, and what doctor says of them. */
const CASES: readonly (readonly [string, readonly object[], FakeCluster, number, RegExp])[] = [
  [
    'an enforcer that runs only on some nodes',
    [NETWORK_POLICY],
    { objects: { 'daemonsets.apps': [agent('quay.io/cilium/cilium:v1.18.4@sha256:0', 1)] } },
    1,
    /Cilium v1\.18\.4, ready on 1 of 2 nodes\n {6}Find out why .*: kubectl --namespace shop describe daemonset agent/,
  ],
  [
    'an enforcer that is no DaemonSet',
    [NETWORK_POLICY],
    { objects: { 'ciliumnodes.cilium.io': [object('cilium.io/v2', 'CiliumNode', 'n1')] } },
    0,
    /Cilium, of a version that no DaemonSet tells: 1 of its CiliumNode objects are there/,
  ],
  [
    'a kind that no operator serves',
    [object('external-secrets.io/v1', 'ExternalSecret', 'keys')],
    {},
    1,
    /ExternalSecret of external-secrets\.io\/v1: not served\n {6}for ExternalSecret shop\/keys\n {6}Install External Secrets Operator: https:/,
  ],
  [
    'a kind that is served in another version',
    [object('external-secrets.io/v1', 'ExternalSecret', 'keys')],
    {
      apiVersions: [...API_VERSIONS, 'external-secrets.io/v1beta1'],
      serves: [...SERVED, 'externalsecrets.external-secrets.io'],
    },
    1,
    /served are only external-secrets\.io\/v1beta1/,
  ],
  [
    'an operator with its version',
    [object('external-secrets.io/v1', 'ExternalSecret', 'keys')],
    {
      apiVersions: [...API_VERSIONS, 'external-secrets.io/v1'],
      serves: [...SERVED, 'externalsecrets.external-secrets.io'],
      objects: {
        'deployments.apps': [agent('ghcr.io/external-secrets/external-secrets:v1.2.0', 1)].map((each) => ({
          ...each,
          kind: 'Deployment',
        })),
      },
    },
    0,
    /ExternalSecret of external-secrets\.io\/v1: External Secrets Operator: ghcr\.io\/external-secrets\/external-secrets:v1\.2\.0/,
  ],
  [
    'a definition that the program brings itself',
    [
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'widgets.example.org', {
        spec: { names: { kind: 'Widget' } },
      }),
      object('example.org/v1', 'Widget', 'a'),
    ],
    { apiVersions: ['apiextensions.k8s.io/v1'], serves: ['customresourcedefinitions.apiextensions.k8s.io'] },
    0,
    /0 missing/,
  ],
  [
    'a storage class that is not there',
    [object('v1', 'PersistentVolumeClaim', 'data', { spec: { storageClassName: 'fast' } })],
    {
      objects: {
        'storageclasses.storage.k8s.io': [
          object('storage.k8s.io/v1', 'StorageClass', 'slow', { provisioner: 'p' }, ''),
        ],
      },
    },
    1,
    /storage class fast: classes there: slow\n {6}for PersistentVolumeClaim shop\/data\n {6}Install a storage driver/,
  ],
  [
    'a default storage class',
    [object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: [{ spec: {} }] } })],
    {
      objects: {
        'storageclasses.storage.k8s.io': [
          {
            apiVersion: 'storage.k8s.io/v1',
            kind: 'StorageClass',
            metadata: { name: 'oci-bv', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
            provisioner: 'blockvolume.csi.oraclecloud.com',
          },
        ],
      },
    },
    0,
    /default storage class: oci-bv, by blockvolume\.csi\.oraclecloud\.com/,
  ],
  [
    'GPUs that no node has',
    [pod({ containers: [{ resources: { limits: { 'nvidia.com/gpu': '2', cpu: '1' } } }] })],
    { objects: { nodes: [node({ allocatable: { 'nvidia.com/gpu': '1' } })] } },
    1,
    /a node with 2 nvidia\.com\/gpu: 1 of 1 nodes have some, at most 1 each\n {6}for Pod shop\/web\n {6}Add nodes with GPUs and the NVIDIA device plugin/,
  ],
  [
    'GPUs that a node has',
    [pod({ containers: [{ resources: { limits: { 'nvidia.com/gpu': 2 } } }] })],
    { objects: { nodes: [node({ allocatable: { 'nvidia.com/gpu': '8' } }), node()] } },
    0,
    /a node with 2 nvidia\.com\/gpu: 1 of 2 nodes have some, at most 8 each/,
  ],
  [
    'a certificate issuer that is not ready',
    [
      object('networking.k8s.io/v1', 'NetworkPolicy', 'x', {
        metadata: { name: 'x', namespace: 'shop', annotations: { 'cert-manager.io/cluster-issuer': 'acme' } },
      }),
    ],
    {
      objects: {
        'ciliumnodes.cilium.io': [object('cilium.io/v2', 'CiliumNode', 'n1')],
        'clusterissuers.cert-manager.io': [
          object('cert-manager.io/v1', 'ClusterIssuer', 'acme', {
            metadata: { name: 'acme' },
            status: { conditions: [{ type: 'Ready', status: 'False', message: 'account refused' }] },
          }),
        ],
      },
    },
    1,
    /certificate issuer ClusterIssuer acme: not ready: account refused\n/,
  ],
  [
    'a pull secret of another type',
    [pod({ imagePullSecrets: [{ name: 'registry' }] })],
    { secrets: 'shop registry Opaque 1 1d <none>' },
    1,
    /image pull secret shop\/registry: there, of type Opaque\n {6}for Pod shop\/web\n {6}kubectl --namespace shop create secret generic registry --type=kubernetes\.io\/dockerconfigjson/,
  ],
  [
    'a pull secret',
    [pod({ imagePullSecrets: [{ name: 'registry' }] })],
    { secrets: 'shop registry kubernetes.io/dockerconfigjson 1 1d <none>' },
    0,
    /image pull secret shop\/registry: there, of type kubernetes\.io\/dockerconfigjson/,
  ],
  [
    'a Secret that an operator will make, and one that may be absent',
    [
      pod({ volumes: [{ secret: { secretName: 'keys' } }, { secret: { secretName: 'more', optional: true } }] }),
      object('external-secrets.io/v1', 'ExternalSecret', 'x', { spec: { target: { name: 'keys' } } }),
    ],
    {
      apiVersions: [...API_VERSIONS, 'external-secrets.io/v1'],
      serves: [...SERVED, 'externalsecrets.external-secrets.io'],
    },
    0,
    /0 missing, 0 not known, 1 there/,
  ],
  [
    'a runtime class and a priority class',
    [pod({ runtimeClassName: 'gvisor', priorityClassName: 'high' })],
    {
      objects: {
        'runtimeclasses.node.k8s.io': [
          object('node.k8s.io/v1', 'RuntimeClass', 'gvisor', { metadata: { name: 'gvisor' } }),
        ],
      },
    },
    1,
    /priority class high: not there\n.*\n.*PriorityClass high[^]*runtime class gvisor: there/,
  ],
];

test.each(CASES)('doctor finds %s', async (_, program, cluster, code, said) => {
  const result = await doctor(program, cluster);
  expect(result.err).toBe('');
  expect(result.out).toMatch(said);
  expect(result.code).toBe(code);
});

test('doctor writes for programs what it writes for people', async () => {
  const run = new FakeKubectl({ serves: SERVED, apiVersions: API_VERSIONS }).run;
  const input = JSON.stringify(NETWORK_POLICY);
  const { code, out } = await call(['doctor', '-', '--format', 'json'], { input, run });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    preconditions: [{ need: 'something that enforces NetworkPolicies', state: 'missing' }],
  });
});
