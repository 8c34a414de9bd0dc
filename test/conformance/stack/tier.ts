import { type WrittenContainer, type WrittenDocument } from './written-documents';

/** One workload of the request path, as it was written. */
export interface Tier {
  readonly role: 'guardrail' | 'output-processor' | 'inference';
  /** Of its Deployment, its Service and its pods' label. */
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number;
  readonly container: WrittenContainer;
  readonly labels: Readonly<Record<string, string>>;
  /** `http://service.namespace.svc:port` */
  readonly url: string;
  readonly deployment: WrittenDocument;
}

/** The tiers among written documents: guards say which one they are, the rest serves a model. */
export function tiersOf(documents: readonly WrittenDocument[]): ReadonlyMap<string, Tier> {
  const tiers = documents
    .filter(({ kind }) => kind === 'Deployment')
    .map((deployment) => tierOf(deployment, documents));
  return new Map(tiers.map((tier) => [tier.role, tier]));
}

function tierOf(deployment: WrittenDocument, documents: readonly WrittenDocument[]): Tier {
  const { name, namespace } = deployment.metadata;
  const [container] = deployment.spec.template.spec.containers;
  const isService = ({ kind, metadata }: WrittenDocument): boolean =>
    kind === 'Service' && metadata.name === name && metadata.namespace === namespace;
  const port = documents.find(isService)?.spec.ports[0]?.port;
  if (container === undefined || port === undefined)
    throw new Error(`${namespace}/${name} has no container or no Service`);
  return {
    role: roleOf(container),
    name,
    namespace,
    replicas: deployment.spec.replicas,
    container,
    labels: deployment.spec.template.metadata.labels,
    url: `http://${name}.${namespace}.svc:${port}`,
    deployment,
  };
}

function roleOf(container: WrittenContainer): Tier['role'] {
  const tier = container.args[container.args.indexOf('--tier') + 1];
  return tier === 'guardrail' || tier === 'output-processor' ? tier : 'inference';
}
