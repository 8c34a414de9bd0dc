import { type DocumentSet, type KubernetesDocument } from '../../../assurance';
import { at, listOf, textOf } from '../../../assurance/fields';
import { type ClusterFacts } from '../cluster-facts';
import { type Precondition, PreconditionState } from '../precondition';

/** Something that enforces NetworkPolicies, and how it shows in a cluster. */
interface Enforcer {
  readonly name: string;
  /** Image of the agent on each node. */
  readonly image: RegExp;
  /** Kind of which the agent itself writes objects; they show it where it is no DaemonSet. */
  readonly kind?: string;
}

const ENFORCERS: readonly Enforcer[] = [
  { name: 'Calico', image: /(?:^|\/)calico\/node:/, kind: 'FelixConfiguration' },
  { name: 'Cilium', image: /(?:^|\/)cilium\/cilium(?:-ci)?[:@]/, kind: 'CiliumNode' },
  { name: 'Antrea', image: /(?:^|\/)antrea\/antrea-(?:agent|ubuntu|ubi)/, kind: 'AntreaAgentInfo' },
  { name: 'kube-router', image: /(?:^|\/)kube-router:/ },
  { name: 'OVN-Kubernetes', image: /(?:^|\/)ovn-kube[^/]*:/ },
  { name: 'AWS network policy agent', image: /(?:^|\/)aws-network-policy-agent:/ },
  { name: 'Azure Network Policy Manager', image: /(?:^|\/)azure-npm:/ },
  { name: 'kube-network-policies', image: /(?:^|\/)kube-network-policies:/ },
];

const NEED = 'something that enforces NetworkPolicies';
const REMEDY =
  'Install Calico (on OKE in policy-only mode, https://docs.tigera.io/calico/latest/getting-started/kubernetes/) or Cilium (https://docs.cilium.io/en/stable/installation/): without it a cluster accepts NetworkPolicies and ignores them.';

/** A cluster stores NetworkPolicies whether or not somebody enforces them. */
export function networkPolicyEnforcer(documents: DocumentSet, { objects, unseen }: ClusterFacts): Precondition[] {
  if (documents.ofKind('NetworkPolicy', 'networking.k8s.io').length === 0) return [];
  for (const { name, image, kind } of ENFORCERS) {
    const agent = objects.ofKind('DaemonSet', 'apps').find((set) => imagesOf(set).some((each) => image.test(each)));
    if (agent !== undefined) return [running(name, agent, image)];
    const written = kind === undefined ? 0 : objects.ofKind(kind).length;
    if (written > 0) {
      const found = `${name}, of a version that no DaemonSet tells: ${written} of its ${kind} objects are there`;
      return [{ need: NEED, state: PreconditionState.MET, found }];
    }
  }
  const hidden = unseen.get('daemonsets.apps');
  if (hidden !== undefined) return [{ need: NEED, state: PreconditionState.UNKNOWN, found: hidden, remedy: REMEDY }];
  return [
    { need: NEED, state: PreconditionState.MISSING, found: 'nothing that is known to enforce them', remedy: REMEDY },
  ];
}

function running(name: string, agent: KubernetesDocument, image: RegExp): Precondition {
  const [version] = imagesOf(agent).flatMap((each) =>
    image.test(each) ? (/:([^:@/]+)(?:@|$)/.exec(each)?.[1] ?? []) : [],
  );
  const [ready, wanted] = ['numberReady', 'desiredNumberScheduled'].map((field) =>
    Number(at(agent, 'status', field) ?? 0),
  );
  const found = `${name} ${version ?? 'without a version'}, ready on ${ready} of ${wanted} nodes`;
  if (ready === wanted && ready !== 0) return { need: NEED, state: PreconditionState.MET, found };
  const where = `kubectl --namespace ${agent.metadata.namespace} describe daemonset ${agent.metadata.name}`;
  return {
    need: NEED,
    state: PreconditionState.MISSING,
    found,
    remedy: `Find out why it does not run everywhere: ${where}`,
  };
}

function imagesOf(workload: KubernetesDocument): string[] {
  return listOf(at(workload, 'spec', 'template', 'spec', 'containers')).flatMap(
    (container) => textOf(at(container, 'image')) ?? [],
  );
}
