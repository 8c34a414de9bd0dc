import { createHash } from 'node:crypto';
import { describe, type KubernetesDocument, referenceTo } from '../document';
import { type DocumentSet } from '../document-set';
import { at, fieldsOf, listOf, textOf } from '../fields';
import { type Pod, podName } from '../reachability';
import { type Claim, verdict } from './claim';
import { accessWorld } from './closed-world';
import { deployersOf } from './deployers';
import { GUARD_CHANGES } from './permissions';
import { permitted, unknownPermissions } from './permitted';
import { namespaceReference } from './references';
import { releasing } from './releasers';
import { Stack } from './stack';
import { type Counterexample } from './verdict';

/** Annotation of a guard's pods: the digest that its rules must have. */
const RULES_DIGEST = 'secure-llm.dev/rules-sha256';
/** Name of the rules in their ConfigMap. */
const RULES_FILE = 'ruleset.json';

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
      ...guards.flatMap((guard) => wrongDigest(documents, guard)),
    ];
    return verdict(r10, {
      counterexamples,
      undecidable: guards.length === 0 ? 'no workload is known to be a guard' : unknownPermissions(documents, zones),
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

/** A guard that loads rules other than those that its annotation promises starts nowhere, or was changed by hand. */
function wrongDigest(documents: DocumentSet, guard: Pod): Counterexample[] {
  const promised = guard.annotations.get(RULES_DIGEST);
  return rulesOf(documents, guard).flatMap((configMap) => {
    const rules = textOf(at(configMap, 'data', RULES_FILE)) ?? '';
    const found = createHash('sha256').update(rules).digest('hex');
    if (found === promised) return [];
    const reference = referenceTo(configMap);
    return [
      {
        who: podName(guard),
        toWhom: describe(reference),
        object: guard.object,
        letBy: [guard.object, reference],
        sentence: `${podName(guard)} loads ${describe(reference)} with digest ${found}, but promises ${promised ?? 'none'}`,
      },
    ];
  });
}

function rulesOf(documents: DocumentSet, guard: Pod): KubernetesDocument[] {
  const names = listOf(guard.spec.volumes).map((volume) => textOf(fieldsOf(at(volume, 'configMap')).name));
  return documents
    .ofKind('ConfigMap', '')
    .filter(
      ({ metadata, data }) =>
        metadata.namespace === guard.namespace &&
        names.includes(metadata.name) &&
        textOf(at(data, RULES_FILE)) !== undefined,
    );
}
