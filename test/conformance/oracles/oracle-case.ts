import { DocumentSet } from '../../../lib/assurance/document-set';
import { type KubernetesDocument } from '../../../lib/assurance/document';
import { defaultedPolicy } from './defaulted-policy';
import { type Probe } from './probe';

/** What the oracles are given: a cluster as the API server stores it, and the connections that are tried in it. */
export interface OracleCase {
  readonly namespaces: readonly object[];
  readonly pods: readonly object[];
  readonly policies: readonly object[];
  readonly probes: readonly Probe[];
}

/** @param documents namespaces, running pods and policies as somebody wrote them */
export function oracleCase(documents: readonly object[], probes: readonly Probe[]): OracleCase {
  const set = DocumentSet.of(documents);
  return {
    namespaces: set.ofKind('Namespace', '').map(storedNamespace),
    pods: set.ofKind('Pod', '').map(storedPod),
    policies: set.ofKind('NetworkPolicy', 'networking.k8s.io').map(defaultedPolicy),
    probes,
  };
}

/** The API server adds a namespace's name to its labels. */
function storedNamespace(namespace: KubernetesDocument): object {
  const { name, labels } = namespace.metadata;
  return {
    ...namespace,
    metadata: { ...namespace.metadata, labels: { ...labels, 'kubernetes.io/metadata.name': name } },
  };
}

/** A kubelet writes the list of addresses, and the address of the node, which np-guard wants of a pod that runs. */
function storedPod(pod: KubernetesDocument): object {
  const status = pod.status as { readonly podIP: string };
  return { ...pod, status: { ...status, podIPs: [{ ip: status.podIP }], hostIP: '198.51.100.1' } };
}
