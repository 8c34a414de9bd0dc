import { Authorization, serviceAccountNamespace } from '../authorization';
import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { deployersOf } from './deployers';
import { CLUSTER_BYPASSES, POD_ENTERING, POD_MAKING, ZONE_BYPASSES } from './permissions';
import { permitted, unknownPermissions } from './permitted';
import { releasing } from './releasers';
import { Stack } from './stack';

/** Nobody but the deployers may get into a pod of a zone, make one there, or change what keeps others out. */
export const r7: Claim = {
  id: 'R7',
  title: 'nobody outside the deployers can bypass policy',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const deployers = deployersOf(documents, context);
    const mayRelease = releasing(documents, stack, context); // R10 judges what a releaser may do
    const isDeployer = (subject: string): boolean => deployers.has(subject);
    // whoever acts as a deployer's ServiceAccount is a deployer
    const homes = [...deployers].flatMap((deployer) => serviceAccountNamespace(deployer) ?? []);
    const guarded = [...new Set(homes)].filter((home) => !stack.isZone(home) && home !== 'kube-system').sort();
    const counterexamples = [
      ...stack.zones.flatMap((namespace) =>
        permitted(documents, {
          permissions: ZONE_BYPASSES,
          namespace,
          isMeant: (subject, permission) => isDeployer(subject) || mayRelease(subject, permission, namespace),
        }),
      ),
      ...guarded.flatMap((namespace) =>
        permitted(documents, { permissions: [...POD_ENTERING, ...POD_MAKING], namespace, isMeant: isDeployer }),
      ),
      ...permitted(documents, { permissions: CLUSTER_BYPASSES, isMeant: isDeployer }),
    ];
    return verdict(r7, {
      counterexamples,
      undecidable: stack.nothingToJudge ?? unknownPermissions(documents, [...stack.zones, ...guarded]),
      evidence: [
        `${Authorization.of(documents).size} bindings, ${ZONE_BYPASSES.length} permissions in ${stack.zones.length} zones and ${CLUSTER_BYPASSES.length} in the cluster`,
        `deployers, but for the control plane: ${people(deployers).join(', ')}`,
      ],
      closedWorld: accessWorld(documents, [
        ['interactive-access', 'exec, attach, port-forward and proxy, also for cluster administrators'],
        ['ephemeral-containers', 'a container that is added to a running pod'],
        ['node-proxy', 'the way through the kubelet'],
        ['token-requests', 'a token of a ServiceAccount of a zone'],
        ['workload-writers', 'a workload that somebody else makes in a zone'],
        ['role-writers', 'a role or binding that is added in a zone'],
      ]),
    });
  },
};

function people(deployers: ReadonlySet<string>): string[] {
  return [...deployers].filter((deployer) => !/^user system:(kube-|serviceaccount:kube-system:)/.test(deployer)).sort();
}
