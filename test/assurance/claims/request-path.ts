import { DocumentSet } from '../../../lib/assurance/document-set';
import { type ClaimContext, type DeclaredConnection, type DeclaredPeer } from '../../../lib/assurance/claims';

/** A document that a test may change. */
export interface Draft {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [field: string]: unknown;
}

/** @returns a peer of policies and declarations: pods of one namespace */
export function pods(namespace: string, labels: Record<string, string>): DeclaredPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: labels },
  };
}

const identity = (name: string): Record<string, string> => ({ 'secure-llm.dev/workload': name });

export const FRONTEND = pods('shop', { app: 'frontend' });
export const GUARDRAIL = pods('guardrail', identity('guardrail'));
export const OUTPUT = pods('output', identity('output-processor'));
export const LLAMA = pods('inference', identity('llama'));
export const DNS = pods('kube-system', { 'k8s-app': 'kube-dns' });

/** What the request path declares. */
export const CONNECTIONS: readonly DeclaredConnection[] = [
  { from: FRONTEND, to: GUARDRAIL, port: 'TCP/8000' },
  { from: GUARDRAIL, to: OUTPUT, port: 'TCP/8000' },
  { from: OUTPUT, to: LLAMA, port: 'TCP/8000' },
  ...[GUARDRAIL, OUTPUT].flatMap((from) => ['TCP/53', 'UDP/53'].map((port) => ({ from, to: DNS, port }))),
];

/** What the claims are told about the request path. */
export const CONTEXT: ClaimContext = {
  connections: CONNECTIONS,
  apiServerCidrs: ['10.0.0.2/32', '10.96.0.1/32'],
  deployers: ['group platform'],
};

const HTTP = [{ port: 8000, protocol: 'TCP' }];
const NAMES = [
  { port: 53, protocol: 'TCP' },
  { port: 53, protocol: 'UDP' },
];

/** @returns the documents of a caller's request path, as the library writes them, cut down to what claims look at */
export function requestPath(): Draft[] {
  // a copy: tests change documents, and constants stand in several
  return structuredClone([
    ...zone('guardrail', 'guardrail'),
    ...workload('guardrail', 'guardrail', {
      args: ['serve', '--tier', 'guardrail', '--caller-key-file', '/etc/keys/key'],
      secrets: ['guardrail-audit', 'output-processor-hop'],
      ingress: [{ from: [FRONTEND], ports: HTTP }],
      egress: [
        { to: [OUTPUT], ports: HTTP },
        { to: [DNS], ports: NAMES },
      ],
    }),
    ...zone('output', 'output'),
    ...workload('output', 'output-processor', {
      args: ['serve', '--tier', 'output-processor', '--caller-key-file', '/etc/keys/key'],
      secrets: ['output-processor-hop', 'llama-hop'],
      ingress: [{ from: [GUARDRAIL], ports: HTTP }],
      egress: [
        { to: [LLAMA], ports: HTTP },
        { to: [DNS], ports: NAMES },
      ],
    }),
    ...zone('inference', 'inference'),
    ...workload('inference', 'llama', {
      args: ['--alias', 'llama', '--api-key-file', '/etc/keys/key'],
      secrets: ['llama-hop'],
      ingress: [{ from: [OUTPUT], ports: HTTP }],
    }),
  ]);
}

/** @returns the documents of the request path after the change */
export function changed(change: (documents: Draft[]) => void): DocumentSet {
  const documents = requestPath();
  change(documents);
  return DocumentSet.of(documents);
}

/** @returns the document of that kind and name */
export function the(documents: readonly Draft[], kind: string, name: string, namespace?: string): Draft {
  const found = documents.find(
    (document) =>
      document.kind === kind &&
      document.metadata.name === name &&
      (namespace === undefined || document.metadata.namespace === namespace),
  );
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found;
}

/** @returns the spec of a document, to be changed */
export function specOf(document: Draft): Record<string, unknown> {
  return document.spec as Record<string, unknown>;
}

/** @returns spec of the pods of a Deployment, to be changed */
export function podSpecOf(document: Draft): { containers: Record<string, unknown>[] } & Record<string, unknown> {
  return (specOf(document).template as { spec: { containers: Record<string, unknown>[] } }).spec;
}

/** @returns a NetworkPolicy */
export function networkPolicy(namespace: string, name: string, spec: object): Draft {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

/** @returns a Namespace */
export function namespace(name: string, labels: Record<string, string> = {}): Draft {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** @returns a Deployment of one container */
export function deployment(namespace_: string, name: string, labels: Record<string, string>, pod: object = {}): Draft {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: namespace_ },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name, image: 'example' }], ...pod } },
    },
  };
}

function zone(name: string, id: string): Draft[] {
  return [
    namespace(name, { 'secure-llm.dev/zone': id, 'pod-security.kubernetes.io/enforce': 'restricted' }),
    networkPolicy(name, 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
  ];
}

interface WorkloadDraft {
  readonly args: string[];
  readonly secrets: string[];
  readonly ingress: object[];
  readonly egress?: object[];
}

function workload(namespace_: string, name: string, { args, secrets, ingress, egress }: WorkloadDraft): Draft[] {
  const podSelector = { matchLabels: identity(name) };
  const ports = [
    { name: 'http', containerPort: 8000, protocol: 'TCP' },
    { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
  ];
  return [
    networkPolicy(namespace_, `${name}-egress`, { podSelector, policyTypes: ['Egress'], ...(egress && { egress }) }),
    networkPolicy(namespace_, `${name}-ingress`, { podSelector, policyTypes: ['Ingress'], ingress }),
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: namespace_ },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: namespace_ },
      spec: { type: 'ClusterIP', selector: identity(name), ports: [{ name: 'http', port: 8000, targetPort: 8000 }] },
    },
    deployment(namespace_, name, identity(name), {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      containers: [{ name, image: 'example', args, ports }],
      volumes: secrets.map((secretName) => ({ name: secretName, secret: { secretName } })),
    }),
  ];
}
