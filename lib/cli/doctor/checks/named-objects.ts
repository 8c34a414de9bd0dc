import { type DocumentSet } from '../../../assurance';
import { at, listOf, textOf } from '../../../assurance/fields';
import { namespaceOf } from '../../../assurance/resource-names';
import { type ClusterFacts, namesOf } from '../cluster-facts';
import { podSpecsIn, referencesOf } from '../pods';
import { type Precondition, PreconditionState } from '../precondition';

/** What pods refer to by its name, and how it is made. */
interface NamedKind {
  /** Word for it in the output. */
  readonly noun: string;
  /** Kind of the object. */
  readonly kind: string;
  /** Resource that lists it. */
  readonly resource: string;
  /** How to make one. */
  readonly remedy: (namespace: string, name: string) => string;
}

const KINDS: Readonly<Record<string, NamedKind>> = {
  Secret: {
    noun: 'Secret',
    kind: 'Secret',
    resource: 'secrets',
    remedy: (namespace, name) =>
      `Make it, with a secrets operator or by hand: kubectl --namespace ${namespace} create secret generic ${name} --from-file=KEY=FILE`,
  },
  PullSecret: {
    noun: 'image pull secret',
    kind: 'Secret',
    resource: 'secrets',
    remedy: (namespace, name) =>
      `kubectl --namespace ${namespace} create secret generic ${name} --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=FILE`,
  },
  PersistentVolumeClaim: {
    noun: 'claim',
    kind: 'PersistentVolumeClaim',
    resource: 'persistentvolumeclaims',
    remedy: (namespace, name) =>
      `Make the PersistentVolumeClaim ${name} in namespace ${namespace}, and put into it what the pods expect.`,
  },
  RuntimeClass: {
    noun: 'runtime class',
    kind: 'RuntimeClass',
    resource: 'runtimeclasses.node.k8s.io',
    remedy: (_, name) => `Make the RuntimeClass ${name}: https://kubernetes.io/docs/concepts/containers/runtime-class/`,
  },
  PriorityClass: {
    noun: 'priority class',
    kind: 'PriorityClass',
    resource: 'priorityclasses.scheduling.k8s.io',
    remedy: (_, name) =>
      `Make the PriorityClass ${name}: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/`,
  },
};

/** Types of Secrets that a node can pull images with. */
const PULL_TYPES = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'];

/** A pod waits for ever for a Secret or a claim that nobody makes, and is refused without its classes. */
export function namedObjects(documents: DocumentSet, { objects, unseen }: ClusterFacts): Precondition[] {
  const owners = new Map<string, Set<string>>();
  for (const { kind, key, owner } of podSpecsIn(documents).flatMap(referencesOf)) {
    const reference = `${kind} ${key}`;
    owners.set(reference, (owners.get(reference) ?? new Set()).add(owner));
  }
  const promised = secretsToCome(documents);
  return [...owners].flatMap(([reference, users]): Precondition[] => {
    const [kind = '', key = ''] = reference.split(' ');
    const known = KINDS[kind];
    if (known === undefined) return [];
    const [namespace = '', name = ''] = key.split('/');
    const brought = namesOf(documents, known.kind).has(key) || (known.kind === 'Secret' && promised.has(key));
    if (brought) return []; // the program makes it itself
    const need = `${known.noun} ${namespace === '' ? name : key}`;
    const neededBy = [...users];
    const there = namesOf(objects, known.kind).get(key);
    const hidden = unseen.get(known.resource);
    if (there === undefined && hidden !== undefined) {
      return [{ need, state: PreconditionState.UNKNOWN, found: hidden, neededBy }];
    }
    const remedy = known.remedy(namespace, name);
    if (there === undefined) return [{ need, state: PreconditionState.MISSING, found: 'not there', neededBy, remedy }];
    const type = textOf(there.type);
    const isFit = kind !== 'PullSecret' || PULL_TYPES.includes(type ?? '');
    const found = `there${type === undefined ? '' : `, of type ${type}`}`;
    return [
      {
        need,
        found,
        neededBy,
        ...(isFit ? { state: PreconditionState.MET } : { state: PreconditionState.MISSING, remedy }),
      },
    ];
  });
}

/** Secrets that operators make from what the program has: by External Secrets, by cert-manager, by the CSI driver. */
function secretsToCome(documents: DocumentSet): ReadonlySet<string> {
  return new Set(
    documents.documents.flatMap((document) => {
      const { kind, metadata, spec } = document;
      const names =
        kind === 'ExternalSecret'
          ? [textOf(at(spec, 'target', 'name')) ?? metadata.name]
          : kind === 'Certificate'
            ? [textOf(at(spec, 'secretName'))]
            : kind === 'SecretProviderClass'
              ? listOf(at(spec, 'secretObjects')).map((each) => textOf(at(each, 'secretName')))
              : [];
      return names.flatMap((name) => (name === undefined ? [] : [`${namespaceOf(document) ?? ''}/${name}`]));
    }),
  );
}
