import { describe } from '../document';
import { type Pod, podName } from '../reachability';
import { type Direction } from '../reachability/network-policy';
import { type Allowed, beyond, openings } from '../reachability/opening';
import { type Claim } from './claim';
import { Declarations } from './declared';
import { COPIED_LABEL } from './leaned-on';
import { networkVerdict, NO_DECLARATIONS } from './network-claim';
import { openConnection } from './open-connection';
import { Stack } from './stack';
import { undeclaredPeers } from './undeclared';
import { type Counterexample } from './verdict';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** Every declared connection is open at each end that is ours, and no other connection is. */
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
        : workloads.flatMap((pod) =>
            DIRECTIONS.flatMap((direction) => [
              ...undeclared(stack, declared, pod, direction),
              ...closed(stack, declared, pod, direction),
            ]),
          );
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

function undeclared({ cluster }: Stack, declared: Declarations, pod: Pod, direction: Direction): Counterexample[] {
  return undeclaredPeers(cluster, pod, direction, declared).map((stranger) => openConnection(pod, direction, stranger));
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
        letBy,
        sentence: `${who} cannot connect to ${toWhom} on ${port}, though it is declared: ${letBy.map(describe).join(' and ')} let it nowhere`,
      },
    ];
  });
}
