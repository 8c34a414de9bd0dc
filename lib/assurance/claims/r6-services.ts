import { describe, type KubernetesDocument, referenceTo } from '../document';
import { at } from '../fields';
import { LabelRegion, type Labels, labelsOf } from '../reachability/label-region';
import { ValueSet } from '../reachability/value-set';
import { type Claim, verdict } from './claim';
import { documentWorld } from './closed-world';
import { Stack, WORKLOAD, workloadId } from './stack';
import { type Counterexample } from './verdict';

/** Every Service of a zone selects the pods of one workload, by the identity that only its pods can carry. */
export const r6: Claim = {
  id: 'R6',
  title: 'every Service selects exactly its workload',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const services = stack.inZones('Service', '');
    return verdict(r6, {
      counterexamples: services.flatMap((service) => judgeService(stack, service)),
      undecidable: stack.nothingToJudge,
      evidence: [`${services.length} Services, ${stack.workloads.length} workloads`],
      closedWorld: documentWorld(documents, [
        ['workload-identity', 'a pod that copies the identity label'],
        ['workload-identity-immutable', 'a running pod that is given the identity label'],
        ['service-writers', 'a Service that somebody else adds'],
      ]),
    });
  },
};

function judgeService(stack: Stack, service: KubernetesDocument): Counterexample[] {
  if (at(service, 'spec', 'type') === 'ExternalName') return []; // selects nothing; R5 judges it
  const name = describe(referenceTo(service));
  const selector = labelsOf(at(service, 'spec', 'selector'));
  if (selector.size === 0) {
    return [sends(service, 'whatever somebody writes into its endpoints', `${name} has no selector`)];
  }
  const zone = service.metadata.namespace ?? 'default';
  const selected = stack.cluster.podsIn(zone).filter(({ labels }) => matches(selector, labels));
  const workloads = [...new Set(selected.map(workloadId))].sort();
  if (workloads.length > 1) {
    return [
      sends(service, workloads.join(' and '), `${name} selects ${workloads.length} workloads: ${workloads.join(', ')}`),
    ];
  }
  if (workloads.length === 0) return [sends(service, 'no workload', `${name} selects no workload of ${zone}`)];
  const [identity] = new Set(selected.map(({ labels }) => labels.get(WORKLOAD)));
  if (identity === undefined) return []; // without identity labels the pods that are there are all that can be judged
  return othersSelected(selector, identity).map((labels) =>
    sends(
      service,
      `a pod of ${zone} with ${labels}`,
      `${name} selects any pod of ${zone} with ${labels}, not only workload ${identity}`,
    ),
  );
}

/** Labels that the selector takes and that are not the workload's identity. */
function othersSelected(selector: Labels, identity: string): string[] {
  let region = LabelRegion.ANY;
  for (const [key, value] of selector) region = region.intersect(LabelRegion.where(key, ValueSet.in([value])));
  return region.subtract(LabelRegion.where(WORKLOAD, ValueSet.in([identity]))).map(String);
}

function matches(selector: Labels, labels: Labels): boolean {
  return [...selector].every(([key, value]) => labels.get(key) === value);
}

function sends(service: KubernetesDocument, toWhom: string, sentence: string): Counterexample {
  const object = referenceTo(service);
  return { who: `whoever uses ${describe(object)}`, toWhom, object, letBy: [object], sentence };
}
