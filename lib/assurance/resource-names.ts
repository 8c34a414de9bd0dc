import { type KubernetesDocument } from './document';

/** Kinds whose resource name is not the plural of the kind. */
const IRREGULAR: Readonly<Record<string, string>> = { Endpoints: 'endpoints' };

/** Kinds of Kubernetes and of wide-spread extensions that lie in no namespace. */
const CLUSTER_SCOPED = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'ClusterRole',
  'ClusterRoleBinding',
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'IngressClass',
  'GatewayClass',
  'CSIDriver',
  'CSINode',
  'VolumeAttachment',
  'APIService',
  'CustomResourceDefinition',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'CertificateSigningRequest',
  'ClusterTrustBundle',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'GlobalNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'ClusterIssuer',
  'ClusterSecretStore',
]);

/** @returns the resource of a kind as an admission rule names it: `networkpolicies` for `NetworkPolicy` */
export function resourceOf(kind: string): string {
  const known = IRREGULAR[kind];
  if (known !== undefined) return known;
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** @returns the namespace that the API server would put the document into, or nothing for a cluster-scoped one */
export function namespaceOf({ kind, metadata }: KubernetesDocument): string | undefined {
  if (metadata.namespace !== undefined) return metadata.namespace;
  return CLUSTER_SCOPED.has(kind) ? undefined : 'default';
}
