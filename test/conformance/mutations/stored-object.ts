/** What the API server adds to an object by itself, or a test changes. */
const OF_THE_STORE = ['name', 'uid', 'creationTimestamp', 'resourceVersion', 'generation', 'managedFields'];
/** Flags that mean false when they are absent. */
const FALSE_WHEN_ABSENT = ['optional', 'privileged', 'readOnly'];
/** What a container takes from its pod when it says nothing itself. */
const FROM_THE_POD = ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile'];

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields => (value ?? {}) as Fields;

/** @returns what an object means: as the API server answers it, without what is only another way to say the same */
export function stored(answer: unknown): unknown {
  const { metadata, spec, ...rest } = fields(answer);
  delete rest['status'];
  const head = Object.entries(fields(metadata)).filter(([key]) => !OF_THE_STORE.includes(key));
  const plain = {
    ...rest,
    metadata: Object.fromEntries(head),
    ...(spec !== undefined && { spec: withoutFalse(spec) }),
  };
  return sorted(withContexts(plain));
}

function withoutFalse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFalse);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(FALSE_WHEN_ABSENT.includes(key) && inner === false))
      .map(([key, inner]) => [key, withoutFalse(inner)]),
  );
}

/** Writes what the pod says into each container that does not say it, and takes it out of the pod. */
function withContexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withContexts);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Fields;
  if (!Array.isArray(object['containers'])) {
    return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, withContexts(inner)]));
  }
  const { securityContext, ...pod } = object;
  const own = fields(securityContext);
  const inherited = Object.fromEntries(Object.entries(own).filter(([key]) => FROM_THE_POD.includes(key)));
  const left = Object.fromEntries(Object.entries(own).filter(([key]) => !FROM_THE_POD.includes(key)));
  const lists = ['containers', 'initContainers'].map((list) => [
    list,
    ((object[list] ?? []) as Fields[]).map((container) => ({
      ...container,
      securityContext: { ...inherited, ...fields(container['securityContext']) },
    })),
  ]);
  return { ...pod, ...Object.fromEntries(lists), securityContext: left };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
