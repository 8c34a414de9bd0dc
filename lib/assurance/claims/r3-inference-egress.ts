import { strangers } from '../reachability/stranger';
import { type Claim } from './claim';
import { Declarations } from './declared';
import { networkVerdict, NO_DECLARATIONS } from './network-claim';
import { openConnection } from './open-connection';
import { Stack } from './stack';
import { undeclaredOpenings } from './undeclared';

/** A model server opens no connection that is not declared; DNS is a connection like any other. */
export const r3: Claim = {
  id: 'R3',
  title: 'inference has no egress beyond what is declared, DNS included',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { cluster } = stack;
    const servers = stack.ofTier('inference');
    const declared = new Declarations(context.connections ?? []);
    const known = context.connections !== undefined;
    const counterexamples = servers
      .filter((pod) => known || cluster.policiesOn(pod, 'egress').length === 0)
      .flatMap((pod) =>
        undeclaredOpenings(cluster, pod, 'egress', declared)
          // what the other end stops today is egress all the same
          .flatMap((opening) => strangers(cluster, pod, 'egress', opening).slice(0, 1))
          .map((stranger) => openConnection(pod, 'egress', stranger)),
      );
    return networkVerdict(r3, documents, {
      counterexamples,
      undecidable: servers.length === 0 ? 'no workload is known to be inference' : known ? undefined : NO_DECLARATIONS,
      evidence: [`${servers.length} model servers`],
    });
  },
};
