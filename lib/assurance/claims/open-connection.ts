import { describe } from '../document';
import { type Pod, podName } from '../reachability';
import { type Labels } from '../reachability/label-region';
import { type Direction } from '../reachability/network-policy';
import { type Stranger } from '../reachability/stranger';
import { type Counterexample, type ExampleStranger } from './verdict';

/** @returns the counterexample that the stranger is at the other end of the pod's opening */
export function openConnection(pod: Pod, direction: Direction, stranger: Stranger): Counterexample {
  const workload = podName(pod);
  const [who, toWhom] = direction === 'ingress' ? [stranger.description, workload] : [workload, stranger.description];
  const port = stranger.ports.toString();
  const letBy = [...new Map(stranger.policies.map((policy) => [describe(policy), policy])).values()];
  const because =
    letBy.length > 0 ? `by ${letBy.map(describe).join(' and ')}` : `because no policy isolates it for ${direction}`;
  const example = stranger.ports.example;
  const verb = stranger.connects ? 'can connect to' : direction === 'ingress' ? 'is let in to' : 'is let out to';
  return {
    who,
    toWhom,
    object: pod.object,
    port,
    letBy,
    sentence: `${who} ${verb} ${toWhom} on ${port}, ${because}`,
    ...(example && {
      example: {
        stranger: exampleOf(stranger),
        opensFrom: direction === 'ingress' ? ('stranger' as const) : ('workload' as const),
        ...example,
      },
    }),
  };
}

function exampleOf({ example }: Stranger): ExampleStranger {
  if ('address' in example) return { address: example.address };
  const { namespace, namespaceLabels, labels } = example;
  return { namespace, namespaceLabels: plain(namespaceLabels), labels: plain(labels) };
}

function plain(labels: Labels): { readonly [key: string]: string } {
  return Object.fromEntries([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}
