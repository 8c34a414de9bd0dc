import { type ObjectReference } from '../finding';
import { type Pod, podName } from '../reachability';
import { LabelRegion } from '../reachability/label-region';
import { type Direction } from '../reachability/network-policy';
import { PodRegion } from '../reachability/pod-region';
import { type Claim } from './claim';
import { networkVerdict } from './network-claim';
import { namespaceReference } from './references';
import { Stack } from './stack';
import { type Counterexample } from './verdict';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** Every pod that anyone could start in a zone, with any labels, is isolated in both directions. */
export const r2: Claim = {
  id: 'R2',
  title: 'every pod is isolated in both directions',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { foreignNamespaces = {} } = context;
    const isForeign = (zone: string): boolean => Object.hasOwn(foreignNamespaces, zone);
    const unknown = stack.zones.filter((zone) => isForeign(zone) && !foreignNamespaces[zone]);
    // where zones were not named, or somebody else keeps their policies, only the pods that are there count
    const counterexamples = [
      ...stack.workloads.flatMap((pod) => (pod.hostNetwork ? [inHostNetwork(pod)] : [])),
      ...stack.zones.flatMap((zone) =>
        DIRECTIONS.flatMap((direction) =>
          stack.labelled && !isForeign(zone) ? open(stack, zone, direction) : openPods(stack, zone, direction),
        ),
      ),
    ];
    return networkVerdict(r2, documents, {
      counterexamples,
      undecidable: stack.nothingToJudge ?? whetherDenied(unknown),
      evidence: [`any pod with any labels in ${stack.zones.length} zones`],
    });
  },
};

function whetherDenied(unknown: readonly string[]): string | undefined {
  return unknown.length === 0
    ? undefined
    : `whether a pod that somebody starts in ${unknown.join(', ')} is isolated is not known: no default deny there is stated`;
}

function open(stack: Stack, zone: string, direction: Direction): Counterexample[] {
  const isolated = stack.cluster
    .policiesIn(zone)
    .filter(({ rules }) => rules.has(direction))
    .map(({ selected }) => selected);
  const rest = isolated.reduce<LabelRegion[]>(
    (regions, selected) => regions.flatMap((region) => region.subtract(selected)),
    [LabelRegion.ANY],
  );
  return rest.map((region) =>
    notIsolated(PodRegion.inNamespace(zone, region).toString(), namespaceReference(zone), direction),
  );
}

function openPods(stack: Stack, zone: string, direction: Direction): Counterexample[] {
  const { cluster } = stack;
  return cluster
    .podsIn(zone)
    .filter((pod) => !pod.hostNetwork && cluster.policiesOn(pod, direction).length === 0)
    .map((pod) => notIsolated(podName(pod), pod.object, direction));
}

function notIsolated(pods: string, object: ObjectReference, direction: Direction): Counterexample {
  const [who, toWhom] = direction === 'ingress' ? ['anyone', pods] : [pods, 'anyone'];
  return {
    who,
    toWhom,
    object,
    port: 'every port',
    letBy: [],
    sentence: `${pods} is not isolated for ${direction}: no policy selects it, so ${who} can connect to ${toWhom} on every port`,
  };
}

function inHostNetwork(pod: Pod): Counterexample {
  return {
    who: 'anyone',
    toWhom: podName(pod),
    object: pod.object,
    port: 'every port',
    letBy: [],
    sentence: `${podName(pod)} is in the network of its node, where no policy isolates it`,
  };
}
