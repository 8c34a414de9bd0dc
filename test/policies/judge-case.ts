import { type KubernetesDocument } from '../../lib/assurance/document';
import { type Policy } from '../../lib/assurance/policy';
import { evaluate, type PolicyVerdict } from '../../lib/assurance/policy-evaluation';
import { PolicySet } from '../../lib/assurance/policy-set';
import { at, textOf } from '../../lib/assurance/fields';
import { APPROVALS, SELF_APPROVER } from './approvals';
import { namespace, OUTSIDE, PIPELINES, ZONE, ZONE_LABEL } from './documents';
import { requestOf, type PolicyCase } from './policy-case';

/** The namespaces that the documents of the tables lie in. */
export const NAMESPACES: readonly KubernetesDocument[] = [
  namespace(ZONE, { [ZONE_LABEL]: ZONE }),
  namespace(PIPELINES, { [ZONE_LABEL]: PIPELINES }),
  namespace(OUTSIDE),
];
/** Whom the parameters of the tests let approve their own proposals. */
export const SELF_APPROVERS = [`user ${SELF_APPROVER.username}`];
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** What the engine says about one row. @param object what is sent, if it is not that of the row */
export function judgeCase(policy: Policy, row: PolicyCase, object = row.object): PolicyVerdict {
  const request = requestOf({ ...row, object });
  const approvals = APPROVALS.get(textOf(at(policy.binding, 'spec', 'paramRef', 'name')) ?? '');
  const parameters = PolicySet.shipped()
    .parameters.with('exceptions', row.exceptions ?? [])
    .with('selfApprovers', SELF_APPROVERS).document;
  return evaluate(policy, request, {
    parameters: approvals ?? parameters,
    namespace: namespaceOf(row, request.namespace),
  });
}

function namespaceOf({ object }: PolicyCase, name: string | undefined): KubernetesDocument | undefined {
  if (name === undefined) return undefined;
  const known = object.kind === 'Namespace' ? object : NAMESPACES.find(({ metadata }) => metadata.name === name);
  return namespace(name, { ...known?.metadata.labels, [NAMESPACE_NAME]: name });
}
