import { serviceAccountNamespace } from '../authorization';
import { at, listOf, textOf } from '../fields';
import { type Pod, podName } from '../reachability';
import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { RECORD_CHANGES } from './permissions';
import { permitted, unknownPermissions } from './permitted';
import { releasing } from './releasers';
import { Stack, ZONE } from './stack';
import { type Counterexample } from './verdict';

/** Where nodes keep the logs of containers and of themselves. */
const LOG_PATHS = /^\/(var(\/log(\/.*)?|\/lib(\/(kubelet|docker|containerd)(\/.*)?)?)?)?\/?$/;

/** No ServiceAccount of the stack may delete or change what was logged, where it is kept or where it was written. */
export const r13: Claim = {
  id: 'R13',
  title: 'no identity of the stack alters or deletes audit records',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { cluster } = stack;
    const archives =
      context.auditNamespaces ?? stack.zones.filter((zone) => cluster.namespaceLabels(zone).get(ZONE) === 'audit');
    const places = [...new Set([...stack.zones, ...archives])].sort();
    const mayRelease = releasing(documents, stack, context);
    const counterexamples = [
      ...places.flatMap((namespace) =>
        permitted(documents, {
          permissions: RECORD_CHANGES,
          namespace,
          isMeant: (subject, permission) => {
            const home = serviceAccountNamespace(subject);
            return home === undefined || !stack.isZone(home) || mayRelease(subject, permission, namespace);
          },
        }),
      ),
      ...stack.workloads.flatMap(logMounts),
    ];
    return verdict(r13, {
      counterexamples,
      undecidable: stack.nothingToJudge ?? unknownPermissions(documents, places),
      evidence: [
        `ServiceAccounts of ${stack.zones.length} zones, records kept in ${archives.join(', ') || 'the logs of their pods only'}`,
      ],
      closedWorld: accessWorld(documents, [
        ['service-account-token', 'a pod that is given a token of its ServiceAccount'],
        ['volume-types', 'a pod that mounts directories of its node'],
      ]),
    });
  },
};

function logMounts(pod: Pod): Counterexample[] {
  return listOf(pod.spec.volumes).flatMap((volume) => {
    const path = textOf(at(volume, 'hostPath', 'path'));
    if (path === undefined || !LOG_PATHS.test(path)) return [];
    const name = podName(pod);
    return [
      {
        who: name,
        toWhom: `the logs of its node`,
        object: pod.object,
        letBy: [pod.object],
        sentence: `${name} mounts ${path} of its node, where logs are kept`,
      },
    ];
  });
}
