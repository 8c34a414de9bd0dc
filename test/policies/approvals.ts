import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubernetesDocument } from '../../lib/assurance/document';
import { DocumentSet } from '../../lib/assurance/document-set';
import { POLICY_FOLDER } from '../../lib/assurance/policy-set';
import { type Requester } from '../../lib/assurance/policy-request';
import { controller } from './policy-case';

/** Where releases are approved. */
export const RELEASES = 'secure-llm-releases';
/** Releasers and approvers as the shipped parameters name them. */
export const RULE_SET_RELEASER = serviceAccount('rule-set-release');
export const MODEL_RELEASER = serviceAccount('model-release');
export const APPROVER: Requester = { username: 'approver', groups: ['secure-llm:approvers', 'system:authenticated'] };
/** A releaser whom the parameters of the tests let approve; those that are shipped let nobody. */
export const SELF_APPROVER = serviceAccount('unattended-release');
/** A pipeline's controller, as somebody installs it. */
export const WORKFLOW_CONTROLLER = serviceAccount('workflow-controller');

/** Digests of rules or models: of the right shape, nothing has them. */
export const digest = (of: number): string => of.toString(16).padStart(64, '0');
/** Releases 3, 5 and 7 are approved, each with a digest of its own. */
export const APPROVED = [3, 5, 7].map((number) => `${number} ${digest(number)}`).join('\n');

/** The ConfigMaps of approvals as they are shipped, with some lines by approvers. */
export const APPROVALS: ReadonlyMap<string, KubernetesDocument> = new Map(
  DocumentSet.parse(readFileSync(join(POLICY_FOLDER, 'parameters.yaml'), 'utf8'))
    .ofKind('ConfigMap', '')
    .filter(({ metadata }) => metadata.namespace === RELEASES)
    .map((document) => [
      document.metadata.name,
      { ...document, data: { ...(document.data as object), approved: APPROVED } },
    ]),
);

function serviceAccount(name: string): Requester {
  const { groups } = controller(name);
  return {
    username: `system:serviceaccount:pipelines:${name}`,
    groups: groups.map((group) => group.replace('kube-system', 'pipelines')),
  };
}
