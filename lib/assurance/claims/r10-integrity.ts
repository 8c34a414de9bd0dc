import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { deployersOf } from './deployers';
import { rulesProblems, unseenRules } from './guard-rules';
import { groupsOf, type Subject } from '../authorization';
import { APPROVAL_CHANGES, GUARD_CHANGES } from './permissions';
import { permitted, unknownPermissions } from './permitted';
import { namespaceReference } from './references';
import { approversOf, releasersOf, releasing } from './releasers';
import { Stack } from './stack';
import { type Counterexample } from './verdict';

/** Where approvals are, and proposals beside them. */
const RELEASES = 'secure-llm-releases';

/** Rules are changed by releasers, everything else of a guard by deployers, and nobody approves what they proposed. */
export const r10: Claim = {
  id: 'R10',
  title: 'only the releaser changes the rules, only deployers change the guard, and nobody both proposes and approves',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const guards = [...stack.ofTier('guardrail'), ...stack.ofTier('output-processor')];
    const zones = [...new Set(guards.map(({ namespace }) => namespace))].sort();
    const deployers = deployersOf(documents, context);
    const mayRelease = releasing(documents, stack, context);
    const releasers = releasersOf(documents, context);
    const approvers = approversOf(documents, context);
    // a releaser opens the proposal that it releases later
    const proposers = context.proposers ?? releasers;
    const proposes = (subject: Subject): boolean => proposers.includes(subject);
    const counterexamples = [
      ...zones.flatMap((namespace) =>
        permitted(documents, {
          permissions: GUARD_CHANGES,
          namespace,
          isMeant: (subject, permission) => deployers.has(subject) || mayRelease(subject, permission, namespace),
        }),
      ),
      ...proposers
        .filter((subject) => [subject, ...groupsOf(subject)].some((each) => approvers.includes(each)))
        .map((subject) => bothRoles(subject, zones[0] ?? '')),
      ...permitted(documents, {
        permissions: APPROVAL_CHANGES,
        namespace: RELEASES,
        isMeant: (subject) => deployers.has(subject) || (approvers.includes(subject) && !proposes(subject)),
      }),
      ...guards.flatMap((guard) => rulesProblems(documents, guard)),
    ];
    return verdict(r10, {
      counterexamples,
      undecidable:
        guards.length === 0
          ? 'no workload is known to be a guard'
          : (unknownPermissions(documents, [...zones, RELEASES]) ?? unseenRules(documents, guards)),
      evidence: [
        `${guards.length} guards in ${zones.length} zones`,
        `releasers: ${named(releasers)}; proposers: ${named(proposers)}; approvers: ${named(approvers)}`,
      ],
      closedWorld: accessWorld(documents, [
        ['release-fields', 'fields of a guard other than those of a release, for a releaser'],
        ['approved-release', 'rules that nobody approved, for a releaser'],
        ['approved-model-release', 'models that nobody approved, for a releaser'],
        ['approval-writers', 'an approval by a releaser, or one that is taken back unseen'],
        ['workload-writers', 'a change of a guard by anybody else'],
      ]),
    });
  },
};

function named(subjects: readonly Subject[]): string {
  return subjects.length === 0 ? 'none' : subjects.join(', ');
}

function bothRoles(subject: string, zone: string): Counterexample {
  const sentence = `${subject} may both propose and approve a release`;
  return { who: subject, toWhom: 'releases', object: namespaceReference(zone), letBy: [], sentence };
}
