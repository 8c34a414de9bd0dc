import { serviceAccountNamespace } from '../authorization';
import { EndpointRegion } from '../reachability/endpoint-region';
import { IpSet } from '../reachability/ip-set';
import { type Pod } from '../reachability';
import { type Direction } from '../reachability/network-policy';
import { type Allowed, beyond, openings } from '../reachability/opening';
import { PodRegion } from '../reachability/pod-region';
import { strangers } from '../reachability/stranger';
import { type Claim } from './claim';
import { COPIED_LABEL } from './leaned-on';
import { networkVerdict } from './network-claim';
import { openConnection } from './open-connection';
import { GUARD_CHANGES, SECRET_ACCESS, ZONE_BYPASSES } from './permissions';
import { permitted } from './permitted';
import { releasersLetIn, releasersOf, releasing } from './releasers';
import { Stack, ZONE } from './stack';

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** Request path and pipelines neither connect nor change each other, but for what a releaser may change and has to see. */
export const r12: Claim = {
  id: 'R12',
  title:
    "no path between the request path and the pipelines but the releaser's named fields and its view of the guards",
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { cluster } = stack;
    const pipelines =
      context.pipelineNamespaces ??
      stack.zones.filter((zone) => cluster.namespaceLabels(zone).get(ZONE) === 'pipelines');
    const requestPath = stack.workloads.filter(({ namespace }) => !pipelines.includes(namespace));
    const there = new EndpointRegion(
      pipelines.map((name) => PodRegion.inNamespace(name)),
      IpSet.NONE,
    );
    const mayRelease = releasing(documents, stack, context);
    const releasers = releasersOf(documents, context).filter((releaser) =>
      pipelines.includes(serviceAccountNamespace(releaser) ?? ''),
    );
    const letIn = (pod: Pod): readonly Allowed[] => releasersLetIn(pod, stack.tierOf(pod), releasers);
    const connections = requestPath.flatMap((pod) =>
      DIRECTIONS.flatMap((direction) =>
        beyond(openings(cluster, pod, direction), direction === 'ingress' ? letIn(pod) : [])
          .map((opening) => ({ ...opening, peers: opening.peers.intersect(there) }))
          .flatMap((opening) => strangers(cluster, pod, direction, opening).filter(({ connects }) => connects))
          .map((stranger) => openConnection(pod, direction, stranger)),
      ),
    );
    const changes = [...new Set(requestPath.map(({ namespace }) => namespace))].flatMap((namespace) =>
      permitted(documents, {
        permissions: [...new Set([...GUARD_CHANGES, ...ZONE_BYPASSES, ...SECRET_ACCESS])],
        namespace,
        isMeant: (subject, permission) =>
          !pipelines.includes(serviceAccountNamespace(subject) ?? '') || mayRelease(subject, permission, namespace),
      }),
    );
    const judgement = {
      counterexamples: pipelines.length === 0 ? [] : [...connections, ...changes],
      nothing: pipelines.length === 0 ? 'no pipelines are among the documents: there is nothing to judge' : undefined,
      evidence: [
        `${requestPath.length} workloads of the request path, pipelines in ${pipelines.join(', ') || 'no namespace'}`,
        `releasers among them: ${releasers.join(', ') || 'none'}`,
      ],
    };
    return networkVerdict(r12, documents, judgement, [
      ...COPIED_LABEL,
      ['release-fields', 'fields of a guard other than those of a release, for a releaser'],
      ['approved-release', 'rules that nobody approved, for a releaser'],
      ['pipeline-identity', 'a run that acts as a component of the pipelines'],
    ]);
  },
};
