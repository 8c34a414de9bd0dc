import { describe } from '../document';
import { type Pod, podName } from '../reachability';
import { type Direction } from '../reachability/network-policy';
import { type Allowed, beyond, openings } from '../reachability/opening';
import { type LabelRegion } from '../reachability/label-region';
import { PodRegion } from '../reachability/pod-region';
import { strangers } from '../reachability/stranger';
import { type Claim } from './claim';
import { Declarations } from './declared';
import { COPIED_LABEL } from './leaned-on';
import { networkVerdict, NO_DECLARATIONS } from './network-claim';
import { openConnection } from './open-connection';
import { identityOf, Stack } from './stack';
import { undeclaredOpenings } from './undeclared';
import { type Counterexample } from './verdict';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** Each end that is ours lets every connection that is declared, and no other. */
export const r8: Claim = {
  id: 'R8',
  title: 'open equals declared',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { workloads } = stack;
    const declared = new Declarations(context.connections ?? []);
    const counterexamples =
      context.connections === undefined
        ? []
        : [
            ...workloads.flatMap((pod) =>
              DIRECTIONS.flatMap((direction) => [
                ...undeclared(stack, declared, pod, direction),
                ...closed(stack, declared, pod, direction),
              ]),
            ),
            ...stack.zones.flatMap((zone) => forNobody(stack, zone)),
          ];
    return networkVerdict(
      r8,
      documents,
      {
        counterexamples,
        undecidable: stack.nothingToJudge ?? (context.connections === undefined ? NO_DECLARATIONS : undefined),
        evidence: [`${declared.all.length} declared connections, ${workloads.length} workloads, both directions`],
      },
      COPIED_LABEL,
    );
  },
};

/** Judged at each end by itself: what the other end stops today is open as soon as that end changes. */
function undeclared({ cluster }: Stack, declared: Declarations, pod: Pod, direction: Direction): Counterexample[] {
  return undeclaredOpenings(cluster, pod, direction, declared)
    .flatMap((opening) => strangers(cluster, pod, direction, opening).slice(0, 1))
    .map((stranger) => openConnection(pod, direction, stranger));
}

/** Rules that are about pods of a zone that no workload has: for whoever makes such pods. */
function forNobody({ cluster }: Stack, zone: string): Counterexample[] {
  const here = cluster.podsIn(zone);
  return cluster.policiesIn(zone).flatMap(({ object, selected, rules }) => {
    const opens = DIRECTIONS.filter((direction) => (rules.get(direction) ?? []).length > 0);
    const known = here.filter(({ labels }) => selected.has(labels)).map(identityOf);
    const [others] = known.reduce<LabelRegion[]>(
      (rest, each) => rest.flatMap((region) => region.subtract(each)),
      [selected],
    );
    if (others === undefined || others.isEmpty || opens.length === 0) return [];
    const who = PodRegion.inNamespace(zone, others).toString();
    const sentence = `${describe(object)} opens ${opens.join(' and ')} of ${who}, which is no workload`;
    return [{ who, toWhom: `namespace ${zone}`, object, letBy: [object], sentence }];
  });
}

/** Declared connections with the pod at this end that its own policies stop, wholly or for some peers. */
function closed({ cluster }: Stack, declared: Declarations, pod: Pod, direction: Direction): Counterexample[] {
  const open: readonly Allowed[] = openings(cluster, pod, direction);
  return declared.about(cluster, pod, direction).flatMap(({ from, to, ports }) => {
    const [stopped] = beyond([{ peers: direction === 'ingress' ? from : to, ports }], open);
    if (stopped === undefined) return [];
    const others = stopped.peers.pods
      .map(String)
      .concat(stopped.peers.addresses.isEmpty ? [] : [stopped.peers.addresses.toString()]);
    const other = others.join(' or ');
    const [who, toWhom] = direction === 'ingress' ? [other, podName(pod)] : [podName(pod), other];
    const letBy = cluster.policiesOn(pod, direction).map(({ object }) => object);
    const port = ports.toString();
    return [
      {
        who,
        toWhom,
        port,
        object: pod.object,
        letBy,
        sentence: `${who} cannot connect to ${toWhom} on ${port}, though it is declared: ${letBy.map(describe).join(' and ')} let it nowhere`,
      },
    ];
  });
}
