import { describe, type DocumentSet, type KubernetesDocument, referenceTo } from '../../../assurance';
import { at, listOf, textOf } from '../../../assurance/fields';
import { type ClusterFacts } from '../cluster-facts';
import { type Precondition, PreconditionState } from '../precondition';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const REMEDY =
  'Install a storage driver with a class of that name, or name one of those that are there: https://kubernetes.io/docs/concepts/storage/storage-classes/';

/** A claim without a class that exists is never bound. */
export function storageClasses(documents: DocumentSet, { objects, unseen }: ClusterFacts): Precondition[] {
  const users = new Map<string, string[]>();
  for (const document of documents.documents) {
    for (const claim of claimsOf(document)) {
      const name = textOf(at(claim, 'storageClassName'));
      // an empty name asks for a volume that somebody made by hand
      if (name === '' || at(claim, 'volumeName') !== undefined) continue;
      const key = name ?? '';
      users.set(key, [...(users.get(key) ?? []), describe(referenceTo(document))]);
    }
  }
  const brought = documents.ofKind('StorageClass').map(({ metadata }) => metadata.name);
  const classes = objects.ofKind('StorageClass');
  const names = classes.map(({ metadata }) => metadata.name).join(', ') || 'none';
  return [...users].flatMap(([name, neededBy]): Precondition[] => {
    if (brought.includes(name)) return [];
    const need = name === '' ? 'default storage class' : `storage class ${name}`;
    const found = classes.find(({ metadata }) =>
      name === '' ? metadata.annotations?.[DEFAULT_CLASS] === 'true' : metadata.name === name,
    );
    if (found !== undefined) {
      const by = `${found.metadata.name}, by ${textOf(found.provisioner) ?? 'an unknown driver'}`;
      return [{ need, state: PreconditionState.MET, found: by, neededBy }];
    }
    const hidden = unseen.get('storageclasses.storage.k8s.io');
    if (hidden !== undefined) return [{ need, state: PreconditionState.UNKNOWN, found: hidden, neededBy }];
    return [{ need, state: PreconditionState.MISSING, found: `classes there: ${names}`, neededBy, remedy: REMEDY }];
  });
}

function claimsOf({ kind, spec }: KubernetesDocument): unknown[] {
  if (kind === 'PersistentVolumeClaim') return [spec];
  return kind === 'StatefulSet' ? listOf(at(spec, 'volumeClaimTemplates')).map((claim) => at(claim, 'spec')) : [];
}
