import { type DocumentSet } from '../../assurance';
import { certificateIssuers } from './checks/certificate-issuers';
import { devices } from './checks/devices';
import { kubernetesVersion } from './checks/kubernetes-version';
import { namedObjects } from './checks/named-objects';
import { networkPolicyEnforcer } from './checks/network-policy-enforcer';
import { servedKinds } from './checks/served-kinds';
import { storageClasses } from './checks/storage-classes';
import { type ClusterFacts } from './cluster-facts';
import { type Precondition } from './precondition';

/** Finds out what the documents need of a cluster, and whether it is there. */
type Check = (documents: DocumentSet, facts: ClusterFacts) => Precondition[];

const CHECKS: readonly Check[] = [
  kubernetesVersion,
  networkPolicyEnforcer,
  servedKinds,
  storageClasses,
  devices,
  certificateIssuers,
  namedObjects,
];

/** @returns what the documents need of a cluster, each with what the cluster has */
export function preconditions(documents: DocumentSet, facts: ClusterFacts): Precondition[] {
  return CHECKS.flatMap((check) => check(documents, facts));
}
