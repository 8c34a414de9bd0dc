import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { deployersOf } from './deployers';
import { rulesProblems, unseenRules } from './guard-rules';
import { GUARD_CHANGES } from './permissions';
import { permitted, unknownPermissions } from './permitted';
import { namespaceReference } from './references';
import { releasing } from './releasers';
import { Stack } from './stack';
import { type Counterexample } from './verdict';

/** Rules are changed by releasers, everything else of a guard by deployers, and nobody approves what they proposed. */
export const r10: Claim = {
  id: 'R10',
  title: 'only the releaser changes the rules, only deployers change the guard, and nobody both proposes and approves',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const guards = [...stack.ofTier('guardrail'), ...stack.ofTier('output-processor')];
    const zones = [...new Set(guards.map(({ namespace }) => namespace))].sort();
    const deployers = deployersOf(documents, context);
    const mayRelease = releasing(stack, context);
    const counterexamples = [
      ...zones.flatMap((namespace) =>
        permitted(documents, {
          permissions: GUARD_CHANGES,
          namespace,
          isMeant: (subject, permission) => deployers.has(subject) || mayRelease(subject, permission, namespace),
        }),
      ),
      ...(context.proposers ?? [])
        .filter((subject) => context.approvers?.includes(subject))
        .map((subject) => bothRoles(subject, zones[0] ?? '')),
      ...guards.flatMap((guard) => rulesProblems(documents, guard)),
    ];
    return verdict(r10, {
      counterexamples,
      undecidable:
        guards.length === 0
          ? 'no workload is known to be a guard'
          : (unknownPermissions(documents, zones) ?? unseenRules(documents, guards)),
      evidence: [
        `${guards.length} guards in ${zones.length} zones`,
        `releasers: ${context.releasers?.join(', ') || 'none'}; proposers: ${context.proposers?.join(', ') || 'none'}; approvers: ${context.approvers?.join(', ') || 'none'}`,
      ],
      closedWorld: accessWorld(documents, [
        ['workload-writers', 'fields of a guard other than its rules, for a releaser'],
      ]),
    });
  },
};

function bothRoles(subject: string, zone: string): Counterexample {
  const sentence = `${subject} may both propose and approve a release`;
  return { who: subject, toWhom: 'releases', object: namespaceReference(zone), letBy: [], sentence };
}
