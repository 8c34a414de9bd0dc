import { describe, type DocumentSet, referenceTo } from '../../assurance';
import { at, type Fields, fieldsOf, isFields, listOf, textOf } from '../../assurance/fields';
import { namespaceOf } from '../../assurance/resource-names';

/** Spec of a pod with the object that a person wrote. */
export interface PodSpec {
  /** Who needs what the pod needs. */
  readonly owner: string;
  /** Namespace of the pod. */
  readonly namespace: string;
  /** Its spec. */
  readonly spec: Fields;
}

/** @returns every pod that the documents are or make, of custom kinds too */
export function podSpecsIn(documents: DocumentSet): PodSpec[] {
  return documents.documents.flatMap((document) => {
    const owner = describe(referenceTo(document));
    const namespace = namespaceOf(document) ?? 'default';
    return specsIn(document.spec).map((spec) => ({ owner, namespace, spec }));
  });
}

/** A pod's spec is told by its containers. */
function specsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(specsIn);
  if (!isFields(value)) return [];
  if (Array.isArray(value.containers)) return [value];
  return Object.values(value).flatMap(specsIn);
}

/** A name that pods refer to. */
export interface PodReference {
  /** Kind that is meant. */
  readonly kind: string;
  /** `NAMESPACE/NAME`; of a cluster-scoped kind `/NAME`. */
  readonly key: string;
  /** Who refers to it. */
  readonly owner: string;
}

/** @returns what a pod cannot start without */
export function referencesOf({ owner, namespace, spec }: PodSpec): PodReference[] {
  const containers = [...listOf(spec.initContainers), ...listOf(spec.containers)].map(fieldsOf);
  const environment = containers.flatMap(({ env, envFrom }) => [
    ...listOf(env).map((entry) => at(entry, 'valueFrom', 'secretKeyRef')),
    ...listOf(envFrom).map((entry) => at(entry, 'secretRef')),
  ]);
  const volumes = listOf(spec.volumes).map(fieldsOf);
  const projected = volumes.flatMap(({ projected: sources }) => listOf(at(sources, 'sources')));
  const secrets = [
    ...volumes.map(({ secret }) => ({ ...fieldsOf(secret), name: at(secret, 'secretName') })),
    ...projected.map((source) => at(source, 'secret')),
    ...environment,
  ].filter((reference) => at(reference, 'optional') !== true);
  const named = (kind: string, scope: string, names: readonly unknown[]): PodReference[] =>
    names.flatMap((name) => {
      const text = textOf(name);
      return text === undefined ? [] : [{ kind, key: `${scope}/${text}`, owner }];
    });
  return [
    ...named(
      'Secret',
      namespace,
      secrets.map((reference) => at(reference, 'name')),
    ),
    ...named(
      'PullSecret',
      namespace,
      listOf(spec.imagePullSecrets).map((reference) => at(reference, 'name')),
    ),
    ...named(
      'PersistentVolumeClaim',
      namespace,
      volumes.map(({ persistentVolumeClaim }) => at(persistentVolumeClaim, 'claimName')),
    ),
    ...named('RuntimeClass', '', [spec.runtimeClassName]),
    ...named('PriorityClass', '', [spec.priorityClassName]),
  ];
}
