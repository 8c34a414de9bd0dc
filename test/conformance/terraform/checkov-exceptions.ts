import { blocksOf, listOf, type Fields } from '../../../lib/infra/rules/fields';

/** A check that is no fault of the resource, with the reason and how the resource shows it. */
export interface CheckovException {
  readonly check: string;
  readonly type: string;
  readonly reason: string;
  /** Whether the reason is true of the resource. */
  readonly holds: (fields: Fields) => boolean;
}

const isInternet = (source: unknown): boolean => typeof source === 'string' && /^(?:0\.0\.0\.0|::)\//.test(source);
const hasNoRules = (fields: Fields): boolean =>
  listOf(fields, 'ingress_security_rules').length === 0 && blocksOf(fields, 'ingress_security_rules').length === 0;

/** Each of them occurs in the stacks: one that no longer does is to be removed. */
export const CHECKOV_EXCEPTIONS: readonly CheckovException[] = [
  {
    check: 'CKV_OCI_21',
    type: 'oci_core_network_security_group_security_rule',
    reason:
      'a stateful rule lets answers back only to who asked; a stateless one needs a second rule that lets everybody in on high ports',
    holds: ({ stateless }) => stateless !== true,
  },
  {
    check: 'CKV2_OCI_2',
    type: 'oci_core_network_security_group_security_rule',
    reason:
      'it takes a way out, and one in without a TCP port, for one that lets everybody in; none of these is from the internet',
    holds: ({ source }) => !isInternet(source),
  },
  {
    check: 'CKV_OCI_16',
    type: 'oci_core_security_list',
    reason: 'a list without rules lets nothing in: who may connect is said by security groups alone',
    holds: hasNoRules,
  },
  {
    check: 'CKV_OCI_19',
    type: 'oci_core_security_list',
    reason: 'a list without rules lets nobody in on port 22 either',
    holds: hasNoRules,
  },
  {
    check: 'CKV_OCI_8',
    type: 'oci_objectstorage_bucket',
    reason: 'a bucket with retention rules, which nobody can delete or overwrite, cannot have versions',
    holds: (fields) => blocksOf(fields, 'retention_rules').length > 0,
  },
  {
    check: 'CKV2_OCI_6',
    type: 'oci_containerengine_cluster',
    reason: 'Kubernetes removed PodSecurityPolicy with 1.25; zones are under Pod Security admission instead',
    holds: ({ kubernetes_version: version }) => typeof version === 'string' && Number(version.split('.')[1]) >= 25,
  },
  {
    check: 'CKV2_OCI_5',
    type: 'oci_containerengine_node_pool',
    reason:
      'bare metal attaches its boot volume by iSCSI; the switch is for the paravirtualized volumes of virtual machines',
    holds: ({ node_shape: shape }) => typeof shape === 'string' && shape.startsWith('BM.'),
  },
];
