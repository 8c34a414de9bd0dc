import { type DocumentSet } from '../document-set';
import { describe, referenceTo } from '../document';
import { Cluster, podName } from '../reachability';
import { boundRules } from './admission-rules';

/** What a verdict rests on: it holds of what was seen, and of a cluster only where nothing voids it. */
export interface ClosedWorld {
  /** Which documents were seen. */
  readonly seen: string;
  /** What is taken for granted about the cluster. */
  readonly assumptions: readonly string[];
  /** Admission rules that close what the documents alone leave open. */
  readonly admissionRules: readonly CitedRule[];
  /** What was seen that could void the verdict. */
  readonly voids: readonly string[];
}

/** An admission rule that a proof leans on. */
export interface CitedRule {
  /** Id of the rule. */
  readonly id: string;
  /** What it closes. */
  readonly closes: string;
  /** Whether it is among the documents and denies. */
  readonly present: boolean;
}

/** What every proof about connections takes for granted. */
export const NETWORK_ASSUMPTIONS: readonly string[] = [
  'the cluster enforces NetworkPolicies, also while a pod starts',
  'no NetworkPolicy, and no policy of another kind, is in these namespaces but those seen',
  'no process of a node, and no pod in its network, connects to the pods of that node: policies never stop it',
  'protocols other than TCP, UDP and SCTP carry nothing',
];

/** What every proof about permissions takes for granted. */
export const ACCESS_ASSUMPTIONS: readonly string[] = [
  'no Role, ClusterRole or binding is in the cluster but those seen and those of Kubernetes itself',
  'the control plane and its own controllers keep to their task',
  'the API server authorizes by RBAC',
  'no object of a custom kind makes pods in these namespaces for somebody who may not make them',
];

/** Kinds of policies that are not read and that could open or close what NetworkPolicies say. */
const FOREIGN_GROUPS = [
  'policy.networking.k8s.io',
  'cilium.io',
  'crd.projectcalico.org',
  'projectcalico.org',
  'crd.antrea.io',
  'k8s.ovn.org',
];

/** @returns the closed world of a claim about connections */
export function networkWorld(documents: DocumentSet, rules: readonly (readonly [string, string])[] = []): ClosedWorld {
  const hostPods = Cluster.of(documents).pods.filter(({ hostNetwork }) => hostNetwork);
  return {
    seen: seen(documents),
    assumptions: NETWORK_ASSUMPTIONS,
    admissionRules: cited(documents, rules),
    voids: [
      ...foreignPolicies(documents),
      ...hostPods.map((pod) => `${podName(pod)} is in the network of its node and reaches every pod there`),
    ],
  };
}

/** @returns the closed world of a claim about permissions */
export function accessWorld(documents: DocumentSet, rules: readonly (readonly [string, string])[] = []): ClosedWorld {
  return { seen: seen(documents), assumptions: ACCESS_ASSUMPTIONS, admissionRules: cited(documents, rules), voids: [] };
}

/** @returns the closed world of a claim about the documents alone */
export function documentWorld(documents: DocumentSet, rules: readonly (readonly [string, string])[] = []): ClosedWorld {
  return {
    seen: seen(documents),
    assumptions: ['nothing else is in these namespaces'],
    admissionRules: cited(documents, rules),
    voids: [],
  };
}

/** @returns policies of kinds that are not read, each with what that means */
export function foreignPolicies(documents: DocumentSet): string[] {
  return documents.documents
    .filter(
      ({ apiVersion, kind }) =>
        kind.includes('NetworkPolicy') && FOREIGN_GROUPS.includes(apiVersion.split('/')[0] ?? ''),
    )
    .map(
      (document) =>
        `${describe(referenceTo(document))} of ${document.apiVersion} is not read and may open or close more`,
    );
}

function cited(documents: DocumentSet, rules: readonly (readonly [string, string])[]): CitedRule[] {
  const bound = boundRules(documents);
  return rules.map(([id, closes]) => ({ id, closes, present: bound.has(id) }));
}

function seen(documents: DocumentSet): string {
  const counts = [
    'Namespace',
    'NetworkPolicy',
    'Service',
    'Role',
    'ClusterRole',
    'RoleBinding',
    'ClusterRoleBinding',
    'ValidatingAdmissionPolicy',
  ]
    .map((kind) => [documents.ofKind(kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`);
  return [`${documents.documents.length} documents`, ...counts].join(', ');
}
