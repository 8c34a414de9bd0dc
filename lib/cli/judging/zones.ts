import { type DocumentSet } from '../../assurance';
import { podOf } from '../../assurance/owned-pod';
import { PolicyZones } from '../../assurance/policy-zones';
import { namespaceOf } from '../../assurance/resource-names';

/** Namespaces of Kubernetes itself: not somebody's stack, unless they are named. */
const SYSTEM = /^kube-(?:system|public|node-lease)$/;

/** How the trust zones were found. */
export enum ZoneOrigin {
  /** Somebody named them. */
  NAMED = 'named',
  /** Documents carry the labels of this library. */
  LABELLED = 'labelled',
  /** No document carries them, so every namespace with a workload is judged as a zone. */
  ASSUMED = 'assumed',
}

/** Namespaces that are judged as trust zones. */
export interface ZoneChoice {
  /** How they were found. */
  readonly origin: ZoneOrigin;
  /** Their names, sorted. */
  readonly names: readonly string[];
}

/** @param named what the user named, which is judged beside what carries the label */
export function chooseZones(documents: DocumentSet, named: readonly string[]): ZoneChoice {
  const labelled = new PolicyZones(documents, named).zones;
  if (named.length > 0) return { origin: ZoneOrigin.NAMED, names: labelled };
  if (labelled.length > 0) return { origin: ZoneOrigin.LABELLED, names: labelled };
  return { origin: ZoneOrigin.ASSUMED, names: namespacesWithPods(documents) };
}

function namespacesWithPods(documents: DocumentSet): string[] {
  const names = documents.documents
    .filter((document) => document.kind === 'Pod' || podOf(document) !== undefined)
    .map((document) => namespaceOf(document) ?? 'default');
  return [...new Set(names)].filter((name) => !SYSTEM.test(name)).sort();
}
