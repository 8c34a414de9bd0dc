import { type KubernetesDocument } from '../../../lib/assurance/document';
import { at, listOf } from '../../../lib/assurance/fields';

/**
 * What our own rules call what a scanner finds. Such a finding is accepted where our judge found the same on the same object
 * and somebody waived it, or where the rule warns: then the report of the program says it already.
 */
export const SAME_RULE: Readonly<Record<string, string>> = {
  // Image should use digest
  CKV_K8S_43: 'image-digest',
  // Image Pull Policy should be Always: that matters to a tag, which may be moved; a digest is the same wherever it lies
  CKV_K8S_15: 'image-digest',
  'container-image-pull-policy': 'image-digest',
};

/** A finding that is no fault of the object, with the reason and how the object shows it. */
export interface Exception {
  readonly scanner: string;
  readonly check: string;
  readonly reason: string;
  /** Whether the reason is true of the object. */
  readonly holds: (document: KubernetesDocument) => boolean;
}

/** Each of them occurs in the examples: one that no longer does is to be removed. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    scanner: 'kube-score',
    check: 'pod-probes-identical',
    reason:
      'it compares path and port; our rule asks for another question or more patience, and life has more patience',
    holds: (document) =>
      containers(document).every(
        (container) => patience(container, 'livenessProbe') > patience(container, 'readinessProbe'),
      ),
  },
  {
    scanner: 'kube-score',
    check: 'deployment-replicas',
    reason:
      'how many copies of a model are worth their memory is for the program to say; guards, which cost little, have two',
    holds: (document) =>
      at(document, 'spec', 'replicas') === 1 && (document.metadata.namespace ?? '').includes('inference'),
  },
];

function containers(document: KubernetesDocument): readonly unknown[] {
  return listOf(at(document, 'spec', 'template', 'spec', 'containers'));
}

/** Seconds that may pass until the probe has failed for good. */
function patience(container: unknown, probe: string): number {
  return Number(at(container, probe, 'periodSeconds')) * Number(at(container, probe, 'failureThreshold'));
}
