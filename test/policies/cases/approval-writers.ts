import { type KubernetesDocument } from '../../../lib/assurance/document';
import { APPROVALS, APPROVED, APPROVER, digest, RELEASES, RULE_SET_RELEASER, SELF_APPROVER } from '../approvals';
import { configMap, OUTSIDE } from '../documents';
import { allows, denies, DEVELOPER, NAMESPACE_CONTROLLER, type PolicyCase } from '../policy-case';

const stored = APPROVALS.get('approved-rule-sets') as KubernetesDocument;
const with_ = (data: Record<string, string | undefined>, fields: object = {}): KubernetesDocument => ({
  ...stored,
  ...fields,
  data: { ...(stored.data as object), ...data },
});
const annotated = { metadata: { ...stored.metadata, annotations: { note: 'x' } } };
const approving = (line: string): KubernetesDocument => with_({ approved: `${APPROVED}\n${line}` });
const approval = { operation: 'UPDATE', stored, as: APPROVER } as const;
const empty = with_({ approved: undefined });
const candidate = {
  ...configMap({ 'ruleset.json': '{}' }, { name: 'candidate-0123456789', namespace: RELEASES }),
  immutable: true,
};
const both = { ...RULE_SET_RELEASER, groups: [...RULE_SET_RELEASER.groups, 'secure-llm:approvers'] };

export const cases: readonly PolicyCase[] = [
  allows('an approver appends a line', approving(`9 ${digest(9)}`), approval),
  allows('an approver writes the first', with_({ approved: `1 ${digest(1)}` }), { ...approval, stored: empty }),
  allows('an approver changes nothing', stored, approval),
  allows('a deployer clears them', empty, { operation: 'UPDATE', stored }),
  allows('a deployer creates them', with_({}, { metadata: { ...stored.metadata, name: 'approved-more' } })),
  allows('they go with their namespace', stored, { operation: 'DELETE', as: NAMESPACE_CONTROLLER }),
  allows('a releaser whom somebody lets by name approves', approving(`9 ${digest(9)}`), {
    ...approval,
    as: SELF_APPROVER,
  }),
  denies('he takes an approval back', empty, { ...approval, as: SELF_APPROVER }),
  allows('a releaser proposes', candidate, { as: RULE_SET_RELEASER }),
  allows('a deployer clears a proposal away', candidate, { operation: 'DELETE' }),
  allows(
    'it is elsewhere',
    { ...configMap({}), metadata: { ...stored.metadata, namespace: OUTSIDE } },
    { as: DEVELOPER },
  ),
  denies('a developer approves', approving(`9 ${digest(9)}`), { ...approval, as: DEVELOPER }),
  denies('a releaser approves', approving(`9 ${digest(9)}`), { ...approval, as: RULE_SET_RELEASER }),
  denies('a releaser who is an approver too approves', approving(`9 ${digest(9)}`), { ...approval, as: both }),
  denies('an approver deletes them', stored, { operation: 'DELETE', as: APPROVER }),
  denies('an approver creates others', with_({}, { metadata: { ...stored.metadata, name: 'approved-more' } }), {
    as: APPROVER,
  }),
  denies('an approver names another releaser', with_({ releaser: 'approver' }), approval),
  denies('an approver adds a key', with_({ more: 'a' }), approval),
  denies('an approver annotates them', with_({}, annotated), approval),
  denies('an approver freezes them', with_({}, { immutable: true }), approval),
  denies('an approver takes an approval back', with_({ approved: APPROVED.split('\n').slice(1).join('\n') }), approval),
  denies('an approver takes all back', empty, approval),
  denies('an approver puts one first', with_({ approved: `1 ${digest(1)}\n${APPROVED}` }), approval),
  denies('an approver approves two at once', approving(`9 ${digest(9)}\n10 ${digest(10)}`), approval),
  denies('an approver approves a number again', approving(`7 ${digest(9)}`), approval),
  denies('an approver approves an older number', approving(`6 ${digest(6)}`), approval),
  denies('the number starts with a zero', approving(`09 ${digest(9)}`), approval),
  denies('the number is too long', approving(`${'9'.repeat(10)} ${digest(9)}`), approval),
  denies('the digest is no digest', approving('9 latest'), approval),
  denies('the line is ended', approving(`9 ${digest(9)}\n`), approval),
  denies('a releaser proposes what may change', { ...candidate, immutable: false }, { as: RULE_SET_RELEASER }),
  denies('a developer proposes', candidate, { as: DEVELOPER }),
  denies('an approver proposes', candidate, { as: APPROVER }),
  denies('a releaser takes a proposal away', candidate, { operation: 'DELETE', as: RULE_SET_RELEASER }),
  denies(
    'a releaser annotates a proposal',
    { ...candidate, metadata: { ...candidate.metadata, annotations: { a: 'b' } } },
    {
      operation: 'UPDATE',
      stored: candidate,
      as: RULE_SET_RELEASER,
    },
  ),
];
