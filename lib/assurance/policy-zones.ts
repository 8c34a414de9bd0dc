import { type DocumentSet } from './document-set';
import { at } from './fields';
import { type KubernetesDocument } from './document';
import { namespaceOf } from './resource-names';

const ZONE = 'secure-llm.dev/zone';
const IDENTITY = 'secure-llm.dev/workload';
/** The API server writes it onto every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Knows the Namespace of each request, which decides about the rules that hold there. */
export class PolicyZones {
  private readonly namespaces = new Map<string, KubernetesDocument>();
  private readonly identified: ReadonlySet<string>;

  /** @param assumed names of namespaces that are trust zones although no document says so */
  constructor(
    private readonly documents: DocumentSet,
    private readonly assumed: readonly string[],
  ) {
    const wearing = documents.documents.filter((document) => identityOf(document) !== undefined);
    this.identified = new Set(wearing.flatMap((document) => namespaceOf(document) ?? []));
  }

  /**
   * The Namespace as the cluster would have it. Of one that no document declares nothing is known: it is taken for a
   * zone when a workload with an identity label lies in it, so that no rule is passed over.
   */
  namespace(name: string): KubernetesDocument {
    const known = this.namespaces.get(name);
    if (known !== undefined) return known;
    const declared = this.documents.namespaceDocument(name);
    const assumed = this.assumed.includes(name) || (declared === undefined && this.identified.has(name));
    const labels = { ...declared?.metadata.labels, ...(assumed && { [ZONE]: name }), [NAMESPACE_NAME]: name };
    const namespace = {
      ...declared,
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { ...declared?.metadata, name, labels },
    };
    this.namespaces.set(name, namespace);
    return namespace;
  }

  /** Names of the namespaces that are trust zones, sorted. */
  get zones(): readonly string[] {
    const named = new Set([...this.documents.namespaces, ...this.identified, ...this.assumed]);
    return [...named].filter((name) => this.namespace(name).metadata.labels?.[ZONE] !== undefined).sort();
  }
}

/** @returns the identity label of a pod or of the pods that a workload makes, if it has one */
export function identityOf(document: KubernetesDocument): string | undefined {
  const template =
    at(document, 'spec', 'template') ??
    at(document, 'spec', 'jobTemplate', 'spec', 'template') ??
    (document.kind === 'PodTemplate' ? at(document, 'template') : undefined);
  const labels = template === undefined ? document.metadata.labels : at(template, 'metadata', 'labels');
  const value = at(labels, IDENTITY);
  return typeof value === 'string' ? value : undefined;
}
