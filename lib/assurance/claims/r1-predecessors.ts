import { type Claim } from './claim';
import { Declarations } from './declared';
import { COPIED_LABEL } from './leaned-on';
import { networkVerdict, NO_DECLARATIONS } from './network-claim';
import { openConnection } from './open-connection';
import { Stack } from './stack';
import { undeclaredPeers } from './undeclared';

/** No pod with any labels, in any namespace, and no address reaches a workload of a zone, but its declared predecessors. */
export const r1: Claim = {
  id: 'R1',
  title: 'nothing but its declared predecessors reaches a tier',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { cluster, workloads } = stack;
    const declared = new Declarations(context.connections ?? []);
    const known = context.connections !== undefined;
    const counterexamples = workloads
      // without declarations, what a policy lets may be meant; what no policy stops is open to everyone
      .filter((pod) => known || cluster.policiesOn(pod, 'ingress').length === 0)
      .flatMap((pod) =>
        undeclaredPeers(cluster, pod, 'ingress', declared).map((stranger) => openConnection(pod, 'ingress', stranger)),
      );
    return networkVerdict(
      r1,
      documents,
      {
        counterexamples,
        undecidable: stack.nothingToJudge ?? (known ? undefined : NO_DECLARATIONS),
        evidence: [
          `${workloads.length} workloads of ${stack.zones.length} zones, against any pod with any labels in any namespace and any address`,
          `${declared.all.length} declared connections`,
        ],
      },
      COPIED_LABEL,
    );
  },
};
