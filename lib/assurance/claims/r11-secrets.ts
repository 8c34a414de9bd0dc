import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { deployersOf } from './deployers';
import { SECRET_ACCESS } from './permissions';
import { permitted, unknownPermissions } from './permitted';
import { secretReference } from './references';
import { releasing } from './releasers';
import { secretsOf, Stack, workloadId } from './stack';
import { type Counterexample } from './verdict';

/** Each Secret of a zone is mounted by one workload, and nobody else may read it, or make a pod that does. */
export const r11: Claim = {
  id: 'R11',
  title: 'each Secret is mounted by one workload and readable by no one but its operator',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const readers = new Set([...deployersOf(documents, context), ...(context.secretOperators ?? [])]);
    const mayRelease = releasing(documents, stack, context);
    const mounts = new Map<string, Set<string>>();
    for (const pod of stack.workloads) {
      for (const name of secretsOf(pod)) {
        const secret = `${pod.namespace}/${name}`;
        mounts.set(secret, (mounts.get(secret) ?? new Set()).add(workloadId(pod)));
      }
    }
    const counterexamples = [
      ...[...mounts].flatMap(([secret, workloads]) =>
        workloads.size > 1 ? [shared(secret, [...workloads].sort())] : [],
      ),
      ...stack.zones.flatMap((namespace) =>
        permitted(documents, {
          permissions: SECRET_ACCESS,
          namespace,
          isMeant: (subject, permission) => readers.has(subject) || mayRelease(subject, permission, namespace),
        }),
      ),
    ];
    return verdict(r11, {
      counterexamples,
      undecidable: stack.nothingToJudge ?? unknownPermissions(documents, stack.zones),
      evidence: [`${mounts.size} Secrets are mounted by ${stack.workloads.length} workloads`],
      closedWorld: accessWorld(documents, [
        ['workload-writers', 'a pod that somebody makes to mount a Secret'],
        ['interactive-access', 'a shell in the pod that mounts it'],
      ]),
    });
  },
};

function shared(secret: string, workloads: readonly string[]): Counterexample {
  const [, second = ''] = workloads;
  return {
    who: second,
    toWhom: `Secret ${secret}`,
    object: secretReference(secret),
    letBy: [],
    sentence: `Secret ${secret} is mounted by ${workloads.length} workloads: ${workloads.join(', ')}`,
  };
}
