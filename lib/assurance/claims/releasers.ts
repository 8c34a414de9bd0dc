import { type Permission, serviceAccountName, serviceAccountNamespace, type Subject } from '../authorization';
import { type DocumentSet } from '../document-set';
import { EndpointRegion } from '../reachability/endpoint-region';
import { IpSet } from '../reachability/ip-set';
import { LabelRegion } from '../reachability/label-region';
import { type Allowed } from '../reachability/opening';
import { type Pod } from '../reachability';
import { PodRegion } from '../reachability/pod-region';
import { PortSet } from '../reachability/port-set';
import { ValueSet } from '../reachability/value-set';
import { type ClaimContext } from './claim-context';
import { subjectsIn } from './deployers';
import { RELEASER_CHANGES } from './permissions';
import { type Stack, WORKLOAD } from './stack';

/** Name of the port on which a guard serves its metrics, and nothing that goes on to inference. */
const METRICS = 'metrics';

/** Whether the subject may do it as a releaser: in the zones of the guards, and nothing but pointing a guard at other rules. */
export type MayRelease = (subject: Subject, permission: Permission, namespace: string) => boolean;

/** @returns who releases: whom the context names, or else the parameters of the admission rules */
export function releasersOf(documents: DocumentSet, { releasers }: ClaimContext): readonly Subject[] {
  return releasers ?? subjectsIn(documents, 'releasers');
}

/** @returns who approves releases: whom the context names, or else the parameters of the admission rules */
export function approversOf(documents: DocumentSet, { approvers }: ClaimContext): readonly Subject[] {
  return approvers ?? subjectsIn(documents, 'approvers');
}

/** @returns what releasers may do */
export function releasing(documents: DocumentSet, stack: Stack, context: ClaimContext): MayRelease {
  const zones = new Set(
    [...stack.ofTier('guardrail'), ...stack.ofTier('output-processor')].map(({ namespace }) => namespace),
  );
  const releasers = releasersOf(documents, context);
  return (subject, { verb, group, resource }, namespace) =>
    zones.has(namespace) &&
    releasers.includes(subject) &&
    RELEASER_CHANGES.some((each) => each.verb === verb && each.group === group && each.resource === resource);
}

/**
 * @returns whom a guard may let in because they release: their pods, on its metrics, by which they see how a release goes, and
 * on all ports of the guardrail, where an honest request shows that the stack still answers
 */
export function releasersLetIn(pod: Pod, tier: string | undefined, releasers: readonly Subject[]): readonly Allowed[] {
  if (tier !== 'guardrail' && tier !== 'output-processor') return [];
  const ports = pod.ports.filter(({ name }) => tier === 'guardrail' || name === METRICS);
  return [{ peers: podsOf(releasers), ports: setOf(ports) }];
}

/**
 * @returns what releasers see of a guard and is no way through it: their pods, on ports that serve its metrics alone. A port
 * that has a second name may serve prompts too, and is a way
 */
export function releasersWatch(pod: Pod, tier: string | undefined, releasers: readonly Subject[]): readonly Allowed[] {
  if (tier !== 'guardrail' && tier !== 'output-processor') return [];
  const metrics = pod.ports.filter(({ name }) => name === METRICS);
  const others = pod.ports.filter(({ name }) => name !== METRICS);
  return [{ peers: podsOf(releasers), ports: setOf(metrics).subtract(setOf(others)) }];
}

function podsOf(releasers: readonly Subject[]): EndpointRegion {
  const pods = releasers.flatMap((releaser) => {
    const namespace = serviceAccountNamespace(releaser);
    const name = serviceAccountName(releaser);
    if (namespace === undefined || name === undefined) return [];
    return [PodRegion.inNamespace(namespace, LabelRegion.where(WORKLOAD, ValueSet.in([name])))];
  });
  return new EndpointRegion(pods, IpSet.NONE);
}

function setOf(ports: Pod['ports']): PortSet {
  return ports.reduce((all, { protocol, port }) => all.union(PortSet.single(protocol, port)), PortSet.NONE);
}
