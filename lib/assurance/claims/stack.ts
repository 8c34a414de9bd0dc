import { type DocumentSet } from '../document-set';
import { type KubernetesDocument } from '../document';
import { at, listOf, textOf, textsOf } from '../fields';
import { Cluster, type Pod } from '../reachability';
import { LabelRegion } from '../reachability/label-region';
import { containersOf } from '../reachability/pod';
import { ValueSet } from '../reachability/value-set';
import { type ClaimContext } from './claim-context';

/** Label of a trust zone's namespace; its value is the zone's id. */
export const ZONE = 'secure-llm.dev/zone';
/** Label of a workload's pods; its value is the workload's name, and policies select by nothing else. */
export const WORKLOAD = 'secure-llm.dev/workload';

/** What a workload is to the request path. */
export type Tier = 'guardrail' | 'output-processor' | 'inference';

/** Zones of a set of documents, their workloads, and what each of them is. */
export class Stack {
  /** Namespaces that are judged. */
  readonly zones: readonly string[];
  /** Whether the zones were found by their label, or every namespace with a pod was taken for one. */
  readonly labelled: boolean;
  /** Pods and workloads in the zones. */
  readonly workloads: readonly Pod[];
  /** Everything that the documents say about connections. */
  readonly cluster: Cluster;
  private readonly zoneNames: ReadonlySet<string>;

  constructor(
    private readonly documents: DocumentSet,
    private readonly context: ClaimContext,
  ) {
    this.cluster = Cluster.of(documents);
    const labelled = documents
      .ofKind('Namespace', '')
      .filter(({ metadata }) => metadata.labels?.[ZONE] !== undefined)
      .map(({ metadata }) => metadata.name);
    this.labelled = context.zones !== undefined || labelled.length > 0;
    const withPods = [...new Set(this.cluster.pods.map(({ namespace }) => namespace))];
    this.zones = [...(context.zones ?? (labelled.length > 0 ? labelled : withPods))].sort();
    this.zoneNames = new Set(this.zones);
    this.workloads = this.cluster.pods.filter(({ namespace }) => this.isZone(namespace));
  }

  /** Why nothing can be said, if there is nothing to judge. */
  get nothingToJudge(): string | undefined {
    return this.zones.length === 0 ? `no namespace has the label ${ZONE}, and none has a pod` : undefined;
  }

  /** Whether the namespace is judged. */
  isZone(namespace: string): boolean {
    return this.zoneNames.has(namespace);
  }

  /** @returns workloads that are this tier */
  ofTier(tier: Tier): readonly Pod[] {
    return this.workloads.filter((pod) => this.tierOf(pod) === tier);
  }

  /**
   * Told by the context; else by the argument `--tier` of our guard; else by the arguments with which model servers name
   * what they serve; else by the id of the zone.
   */
  tierOf(pod: Pod): Tier | undefined {
    const known = this.context.tiers?.[workloadId(pod)] ?? tierByArguments(pod);
    if (known !== undefined) return known;
    const zone = this.cluster.namespaceLabels(pod.namespace).get(ZONE);
    if (zone?.startsWith('inference')) return 'inference';
    return zone === 'guardrail' ? 'guardrail' : zone === 'output' ? 'output-processor' : undefined;
  }

  /** Whether the workload may be reached from outside of the cluster. */
  isGateway(pod: Pod): boolean {
    return this.context.gateways?.includes(workloadId(pod)) ?? false;
  }

  /** @returns documents of the kind in the zones */
  inZones(kind: string, group?: string): readonly KubernetesDocument[] {
    return this.documents.ofKind(kind, group).filter(({ metadata }) => this.isZone(metadata.namespace ?? 'default'));
  }
}

/** What a workload is by the arguments of programs that are known: our guard, and the model servers. */
export function tierByArguments(pod: Pod): Tier | undefined {
  const words = containersOf(pod.spec).flatMap(({ command, args }) => [...textsOf(command), ...textsOf(args)]);
  const tier = words[words.indexOf('--tier') + 1];
  if (words.includes('--tier') && (tier === 'guardrail' || tier === 'output-processor')) return tier;
  return words.includes('--served-model-name') || words.includes('--alias') ? 'inference' : undefined;
}

/** `namespace/workload`: by the identity label; else by the object that a person wrote. */
export function workloadId(pod: Pod): string {
  return `${pod.namespace}/${pod.labels.get(WORKLOAD) ?? pod.owner ?? pod.object.name}`;
}

/** @returns what tells the workload's pods from others: the identity label, which nobody can copy; without one, all labels */
export function identityOf(pod: Pod): LabelRegion {
  const identity = pod.labels.get(WORKLOAD);
  const labels = identity === undefined ? [...pod.labels] : [[WORKLOAD, identity] as const];
  return labels.reduce<LabelRegion>(
    (region, [key, value]) => region.intersect(LabelRegion.where(key, ValueSet.in([value]))),
    LabelRegion.ANY,
  );
}

/** @returns names of the Secrets that the pod mounts or has in its environment */
export function secretsOf(pod: Pod): readonly string[] {
  const volumes = listOf(pod.spec.volumes).flatMap((volume) => [
    textOf(at(volume, 'secret', 'secretName')),
    textOf(at(volume, 'csi', 'nodePublishSecretRef', 'name')),
    ...listOf(at(volume, 'projected', 'sources')).map((source) => textOf(at(source, 'secret', 'name'))),
  ]);
  const environment = containersOf(pod.spec).flatMap(({ env, envFrom }) => [
    ...listOf(env).map((entry) => textOf(at(entry, 'valueFrom', 'secretKeyRef', 'name'))),
    ...listOf(envFrom).map((entry) => textOf(at(entry, 'secretRef', 'name'))),
  ]);
  return [...new Set([...volumes, ...environment].filter((name) => name !== undefined))].sort();
}
