import { type Subject } from '../authorization';
import { type ObjectReference } from '../finding';
import { type Pod, podName, neighbours } from '../reachability';
import { EndpointRegion } from '../reachability/endpoint-region';
import { IpSet } from '../reachability/ip-set';
import { beyond, type Opening, openings } from '../reachability/opening';
import { PodRegion } from '../reachability/pod-region';
import { PortSet } from '../reachability/port-set';
import { type Stranger, strangers } from '../reachability/stranger';
import { type Claim } from './claim';
import { COPIED_LABEL } from './leaned-on';
import { networkVerdict } from './network-claim';
import { releasersOf, releasersWatch } from './releasers';
import { identityOf, Stack } from './stack';
import { type Counterexample } from './verdict';

/**
 * Every path of open connections from outside of the zones to inference passes a guardrail and, after it, an output
 * processor. Decided on the policies, whatever is declared. Where a releaser sees the metrics of a guard, its path ends.
 */
export const r9: Claim = {
  id: 'R9',
  title: 'every path from outside to inference passes the guardrail and then the output processor',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const servers = stack.ofTier('inference');
    const search = new BackwardSearch(stack, releasersOf(documents, context));
    const counterexamples = servers.flatMap((server) => search.evasion(server) ?? []);
    return networkVerdict(
      r9,
      documents,
      {
        counterexamples,
        undecidable: servers.length === 0 ? 'no workload is known to be inference' : undefined,
        evidence: [
          `${servers.length} model servers, ${stack.ofTier('guardrail').length} guardrails, ${stack.ofTier('output-processor').length} output processors`,
          `${search.visited} states of paths were visited`,
        ],
      },
      COPIED_LABEL,
    );
  },
};

/** What a path, read from inference backwards, still has to pass. */
type Missing = 'output-processor' | 'guardrail' | 'nothing';

interface Step {
  readonly pod: Pod;
  readonly missing: Missing;
  readonly next?: Step;
  readonly policies: readonly ObjectReference[];
}

/** Walks from a model server to those who may connect, and to those who may connect to them, breadth first. */
class BackwardSearch {
  visited = 0;
  private readonly outside = new Map<Pod, Stranger | undefined>();

  constructor(
    private readonly stack: Stack,
    private readonly releasers: readonly Subject[],
  ) {}

  /** @returns the shortest path from outside that misses a tier */
  evasion(server: Pod): Counterexample | undefined {
    const seen = new Set<string>();
    let front: Step[] = [{ pod: server, missing: 'output-processor', policies: [] }];
    while (front.length > 0) {
      const next: Step[] = [];
      for (const step of front) {
        if (step.missing === 'nothing') continue; // whoever comes before, the path passes both
        const key = `${podName(step.pod)} ${step.missing}`;
        if (seen.has(key)) continue;
        seen.add(key);
        this.visited += 1;
        const stranger = this.strangerTo(step.pod);
        if (stranger !== undefined) return path(stranger, step);
        for (const { pod, policies } of neighbours(this.stack.cluster, step.pod, 'ingress')) {
          if (!this.stack.isZone(pod.namespace)) continue; // outside, and found as a stranger
          next.push({ pod, missing: this.after(step.missing, pod), next: step, policies });
        }
      }
      front = next;
    }
    return undefined;
  }

  private after(missing: Missing, pod: Pod): Missing {
    const tier = this.stack.tierOf(pod);
    if (missing === 'output-processor' && tier === 'output-processor') return 'guardrail';
    if (missing === 'guardrail' && tier === 'guardrail') return 'nothing';
    return missing;
  }

  /** Somebody who is no workload of a zone and may connect to the pod. */
  private strangerTo(pod: Pod): Stranger | undefined {
    if (!this.outside.has(pod)) {
      const { cluster } = this.stack;
      const watched = releasersWatch(pod, this.stack.tierOf(pod), this.releasers);
      const others = openings(cluster, pod, 'ingress').flatMap((opening) =>
        beyond([opening], [{ peers: this.insiders(opening), ports: PortSet.ALL }, ...watched]),
      );
      const [stranger] = others.flatMap((opening) =>
        strangers(cluster, pod, 'ingress', opening).filter(({ connects }) => connects),
      );
      this.outside.set(pod, stranger);
    }
    return this.outside.get(pod);
  }

  /** Workloads of the zones that the opening may mean. */
  private insiders({ peers }: Opening): EndpointRegion {
    const { cluster, zones } = this.stack;
    const names = new Set(peers.pods.flatMap((region) => region.namespaceNames ?? zones));
    const pods = [...names].filter((name) => this.stack.isZone(name)).flatMap((name) => cluster.podsIn(name));
    return new EndpointRegion(
      pods.map((pod) => PodRegion.inNamespace(pod.namespace, identityOf(pod))),
      IpSet.NONE,
    );
  }
}

function path(stranger: Stranger, first: Step): Counterexample {
  const hops: Pod[] = [];
  const letBy: ObjectReference[] = [...stranger.policies];
  let server = first.pod;
  for (let step: Step | undefined = first; step !== undefined; step = step.next) {
    hops.push(step.pod);
    letBy.push(...step.policies);
    server = step.pod;
  }
  const { description: who } = stranger;
  const what =
    first.missing === 'output-processor' ? 'any output processor' : 'any guardrail before the output processor';
  return {
    who,
    toWhom: podName(server),
    object: server.object,
    port: stranger.ports.toString(),
    letBy,
    sentence: `${[who, ...hops.map(podName)].join(' → ')} passes without ${what}`,
  };
}
