import { type KubernetesDocument, referenceTo } from './document';
import { type DocumentSet } from './document-set';
import { at, fieldsOf, isFields, listOf } from './fields';
import { type Finding, Severity } from './finding';
import { podOf } from './owned-pod';
import { PolicySet } from './policy-set';
import { InvalidPolicyError } from './reachability/errors';
import { labelsOf } from './reachability/label-region';
import { selectedBy } from './reachability/label-selector';

const ZONE = 'secure-llm.dev/zone';
/** Workloads whose pods a disruption budget keeps: Kubernetes counts no other kind with several of the same pods. */
const REPLICATED = ['Deployment', 'StatefulSet'];

/** What every zone has, by the rule that says how it must be. */
const OF_A_ZONE = [
  {
    rule: 'zone-quota',
    kind: 'ResourceQuota',
    lack: 'has no ResourceQuota, so that its pods may take the whole cluster',
  },
  {
    rule: 'zone-limits',
    kind: 'LimitRange',
    lack: 'has no LimitRange, so that one container may take all of the quota',
  },
  {
    rule: 'service-account-automount',
    kind: 'ServiceAccount',
    name: 'default',
    lack: 'leaves its ServiceAccount default as Kubernetes makes it, which hands out tokens',
  },
] as const;

/**
 * Finds what the rules of the policies cannot see, because they judge one object at a time: the object that is not there.
 * Only zones whose Namespace is among the documents are judged; what is missing may still be written by another program, so
 * that each finding is a warning.
 */
export function absentObjects(documents: DocumentSet, policies: PolicySet = PolicySet.shipped()): Finding[] {
  const zones = documents.ofKind('Namespace', '').filter(({ metadata }) => metadata.labels?.[ZONE] !== undefined);
  const absent = zones.flatMap((zone) => {
    const inZone = (kind: string): readonly KubernetesDocument[] =>
      documents.ofKind(kind).filter((each) => each.metadata.namespace === zone.metadata.name && isAboutAll(each));
    const lacks = OF_A_ZONE.filter(
      ({ kind, ...wanted }) =>
        !inZone(kind).some(({ metadata }) => !('name' in wanted) || metadata.name === wanted.name),
    ).map(({ rule, lack }) => ({ rule, document: zone, message: `the zone ${lack}` }));
    const budgets = inZone('PodDisruptionBudget');
    const unprotected = REPLICATED.flatMap(inZone).filter(
      (workload) => hasReplicas(workload) && !budgets.some((budget) => selects(budget, workload)),
    );
    const message = 'no PodDisruptionBudget selects its pods, so that all may be taken away at once';
    return [...lacks, ...unprotected.map((document) => ({ rule: 'disruption-budget', document, message }))];
  });
  return absent.map(({ rule, document, message }) => {
    const { remediation, references } = policies.policy(rule) ?? {};
    return { rule, severity: Severity.WARNING, message, object: referenceTo(document), remediation, references };
  });
}

/** A quota with scopes is about some pods only. */
function isAboutAll(document: KubernetesDocument): boolean {
  const { scopes, scopeSelector } = fieldsOf(document.kind === 'ResourceQuota' ? document.spec : undefined);
  return listOf(scopes).length === 0 && scopeSelector === undefined;
}

function hasReplicas(workload: KubernetesDocument): boolean {
  const replicas = at(workload, 'spec', 'replicas');
  return typeof replicas === 'number' && replicas > 1;
}

function selects(budget: KubernetesDocument, workload: KubernetesDocument): boolean {
  const selector = at(budget, 'spec', 'selector');
  if (!isFields(selector)) return false; // none at all selects nothing, an empty one everything
  try {
    return selectedBy(selector).has(labelsOf(podOf(workload)?.pod.metadata.labels));
  } catch (error) {
    if (error instanceof InvalidPolicyError) return false; // an API server refuses it
    throw error;
  }
}
