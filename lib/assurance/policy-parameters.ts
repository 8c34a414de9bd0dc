import { type KubernetesDocument } from './document';
import { type DocumentSet } from './document-set';
import { errors } from './errors';
import { at, textOf } from './fields';

/** Namespace and name of the ConfigMap that the bindings of all policies refer to. */
export const PARAMETERS = { namespace: 'secure-llm-policies', name: 'parameters' } as const;

/** @returns the ConfigMap of the parameters, if it is among the documents */
export function parametersAmong(documents: DocumentSet): KubernetesDocument | undefined {
  return documents
    .ofKind('ConfigMap', '')
    .find(({ metadata }) => metadata.namespace === PARAMETERS.namespace && metadata.name === PARAMETERS.name);
}

/** The lists that policies ask for: who deploys, which controllers act for them, which registries, what is excepted. */
export class PolicyParameters {
  /** @throws if the document is not the ConfigMap of the parameters */
  static of(document: KubernetesDocument): PolicyParameters {
    const { kind, metadata } = document;
    if (kind !== 'ConfigMap' || metadata.namespace !== PARAMETERS.namespace || metadata.name !== PARAMETERS.name) {
      throw errors.notTheParameters(kind, metadata.namespace, metadata.name);
    }
    return new PolicyParameters(document);
  }

  private constructor(
    /** The ConfigMap. */
    readonly document: KubernetesDocument,
  ) {}

  /** Who deploys, one `user NAME` or `group NAME` each. */
  get deployers(): readonly string[] {
    return this.list('deployers');
  }

  /** What is excepted, one `RULE KIND NAMESPACE/NAME` or `RULE Workload NAMESPACE/IDENTITY` each. */
  get exceptions(): readonly string[] {
    return this.list('exceptions');
  }

  /** @returns the same with these lines as a list */
  with(list: string, lines: readonly string[]): PolicyParameters {
    const data = { ...(this.document.data as Record<string, string>), [list]: lines.join('\n') };
    return new PolicyParameters({ ...this.document, data });
  }

  private list(name: string): readonly string[] {
    const lines = textOf(at(this.document, 'data', name))?.split('\n') ?? [];
    return lines.filter((line) => line !== '');
  }
}
