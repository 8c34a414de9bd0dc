import { type KubernetesDocument, referenceTo } from './document';
import { type DocumentSet } from './document-set';
import { at } from './fields';
import { type Finding, Severity } from './finding';

/** Rule of the findings about workloads that are one pod. */
export const SINGLE_POD_RULE = 'single-pod';
const ZONE = 'secure-llm.dev/zone';
const REPLICATED = ['Deployment', 'StatefulSet'];
/** They say how many pods a workload has, and the workload then does not. */
const AUTOSCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/**
 * Finds workloads of zones that are one pod: no budget keeps them when their node is maintained. That is a note, and nothing
 * that a cluster denies: whether a second copy of a model is worth its GPU is for the program to say.
 */
export function singlePods(documents: DocumentSet): Finding[] {
  const zones = documents.ofKind('Namespace', '').filter(({ metadata }) => metadata.labels?.[ZONE] !== undefined);
  const names = zones.map(({ metadata }) => metadata.name);
  const autoscalers = AUTOSCALERS.flatMap((kind) => documents.ofKind(kind));
  return REPLICATED.flatMap((kind) => documents.ofKind(kind))
    .filter(({ metadata }) => names.includes(metadata.namespace ?? ''))
    .filter((workload) => at(workload, 'spec', 'replicas') === 1 || isOneByDefault(workload, autoscalers))
    .map((workload) => ({
      rule: SINGLE_POD_RULE,
      severity: Severity.NOTE,
      message: 'it is one pod, which is gone while its node is maintained',
      object: referenceTo(workload),
      path: 'spec.replicas',
      remediation: 'Give it two replicas or more, or waive this where another copy is not worth what it costs.',
      references: [
        'OWASP Kubernetes Top 10 2025: K01 Insecure Workload Configurations',
        'MITRE ATLAS: AML.T0029 Denial of AI Service',
      ],
    }));
}

function isOneByDefault(workload: KubernetesDocument, autoscalers: readonly KubernetesDocument[]): boolean {
  return at(workload, 'spec', 'replicas') === undefined && !autoscalers.some((each) => scales(each, workload));
}

function scales(autoscaler: KubernetesDocument, { kind, metadata }: KubernetesDocument): boolean {
  return (
    autoscaler.metadata.namespace === metadata.namespace &&
    at(autoscaler, 'spec', 'scaleTargetRef', 'name') === metadata.name &&
    // KEDA takes a Deployment when nothing else is said
    (at(autoscaler, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment') === kind
  );
}
