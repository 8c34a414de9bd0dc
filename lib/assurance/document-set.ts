import { parseAllDocuments, type Tags } from 'yaml';
import { groupOf, type KubernetesDocument } from './document';
import { errors } from './errors';

/** Everything that is judged together: the documents of one application, of a folder, or of a whole cluster. */
export class DocumentSet {
  /**
   * Reads YAML (or JSON) as kubectl does: by YAML 1.1, several documents a text, lists unwrapped.
   * @throws if a text is not YAML, or holds something that is no Kubernetes object
   */
  static parse(...texts: readonly string[]): DocumentSet {
    return new DocumentSet(texts.flatMap(parseText).flatMap(unwrapped));
  }

  /**
   * Takes objects that are plain data already.
   * @throws if one of them is no Kubernetes object
   */
  static of(objects: readonly unknown[]): DocumentSet {
    return new DocumentSet(objects.flatMap(unwrapped));
  }

  private readonly byKind = new Map<string, KubernetesDocument[]>();

  private constructor(
    /** Every document, in the order given. */
    readonly documents: readonly KubernetesDocument[],
  ) {
    for (const document of documents) {
      const known = this.byKind.get(document.kind);
      if (known === undefined) this.byKind.set(document.kind, [document]);
      else known.push(document);
    }
  }

  /**
   * @param kind for example `NetworkPolicy`
   * @param group API group, `''` for the core group, where kinds of several groups share a name
   */
  ofKind(kind: string, group?: string): readonly KubernetesDocument[] {
    const found = this.byKind.get(kind) ?? [];
    return group === undefined ? found : found.filter((document) => groupOf(document) === group);
  }

  /** The Namespace document of that name, if the set has one. */
  namespaceDocument(name: string): KubernetesDocument | undefined {
    return this.ofKind('Namespace', '').find(({ metadata }) => metadata.name === name);
  }

  /** Names of all namespaces that are declared or that some object lies in, sorted. */
  get namespaces(): readonly string[] {
    const declared = this.ofKind('Namespace', '').map(({ metadata }) => metadata.name);
    const used = this.documents.flatMap(({ metadata }) => metadata.namespace ?? []);
    return [...new Set([...declared, ...used])].sort();
  }
}

/** Types of YAML 1.1 that kubectl does not read: `12:30` stays a text there, and so does a date. */
const NOT_READ = new Set(['tag:yaml.org,2002:timestamp']);
const isRead = (tag: Tags[number]): boolean =>
  typeof tag === 'string' || !(NOT_READ.has(tag.tag) || ('format' in tag && tag.format === 'TIME'));

function parseText(text: string): unknown[] {
  const parsed = parseAllDocuments(text, { version: '1.1', merge: true, customTags: (tags) => tags.filter(isRead) });
  return [...parsed].map((document) => {
    const [problem] = document.errors;
    if (problem !== undefined)
      throw errors.notYaml(problem.code.toLowerCase().replaceAll('_', ' '), problem.linePos?.[0].line);
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });
}

/** An empty document is nothing; a list is what it holds. */
function unwrapped(object: unknown): KubernetesDocument[] {
  if (object === null || object === undefined) return [];
  if (!isRecord(object)) throw errors.notAnObject(object);
  const { apiVersion, kind, items } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') throw errors.notAnObject(object);
  if (kind.endsWith('List') && Array.isArray(items)) {
    // what the API answers for a list of one kind leaves the kind of the items out
    const head = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return items.flatMap((item: unknown) => unwrapped(isRecord(item) ? { ...head, ...item } : item));
  }
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const name = metadata.name ?? metadata.generateName;
  if (typeof name !== 'string') throw errors.nameless(apiVersion, kind);
  return [{ ...object, apiVersion, kind, metadata: { ...metadata, name } }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
