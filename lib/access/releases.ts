import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AnnotationKey } from '../workload';
import { checkedReason } from '../workload/opt-out';
import { type AdmissionPoliciesProps } from './admission-policies-props';
import { errors } from './errors';

/** Where releases are proposed, approved and recorded. */
const NAMESPACE = 'secure-llm-releases';
const SERVICE_ACCOUNT = /^system:serviceaccount:([a-z0-9-]+):[a-z0-9.-]+$/;

/** Who releases what, and who approves it. */
export interface ReleaseIdentities {
  /** User name of who releases rule sets. */
  readonly ruleSetReleaser: string;
  /** User name of who releases models. */
  readonly modelReleaser: string;
  /** Who approves; without it, whom the shipped parameters name. */
  readonly approvers?: readonly string[];
  /** User names of releasers who approve what they propose. */
  readonly selfApprovers: readonly string[];
}

/** @throws if one is no ServiceAccount, both are the same, or a releaser approves */
export function releaseIdentities(props: AdmissionPoliciesProps, path: string): ReleaseIdentities {
  const {
    ruleSetReleaser = 'system:serviceaccount:pipelines:rule-set-release',
    modelReleaser = 'system:serviceaccount:pipelines:model-release',
    approvers,
  } = props;
  for (const [field, releaser] of Object.entries({ ruleSetReleaser, modelReleaser })) {
    const namespace = SERVICE_ACCOUNT.exec(releaser)?.[1];
    if (namespace === undefined) throw errors.releaser(field, releaser, path);
    const own = [
      `user ${releaser}`,
      ...['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].map(
        (group) => `group ${group}`,
      ),
    ];
    const both = approvers?.find((approver) => own.includes(approver));
    if (both !== undefined) throw errors.approvesItself(both, releaser, path);
  }
  if (ruleSetReleaser === modelReleaser) throw errors.oneReleaser(modelReleaser, path);
  const { dangerouslyReleaseRuleSetsUnapproved: ofRules, dangerouslyReleaseModelsUnapproved: ofModels } = props;
  const selfApprovers = [
    ...unapproved('ruleSetReleaser', ruleSetReleaser, ofRules),
    ...unapproved('modelReleaser', modelReleaser, ofModels),
  ];
  return { ruleSetReleaser, modelReleaser, approvers, selfApprovers };
}

function unapproved(field: string, releaser: string, reason: string | undefined): string[] {
  if (reason === undefined) return [];
  checkedReason(field, reason);
  return [releaser];
}

/**
 * The namespace of approvals, in which nothing runs, with an empty list each for rule sets and models, which rules of the policies read. Approvers
 * append to the key `approved`; it is not written here, so that applying the program again takes no approval back.
 */
export class Releases extends Construct {
  constructor(scope: Construct, id: string, props: ReleaseIdentities & { readonly waves: ReleaseWaves }) {
    super(scope, id);
    const { waves, ruleSetReleaser, modelReleaser } = props;
    const annotations = (wave: string): { [key: string]: string } => ({ [AnnotationKey.APPLY_ORDER]: wave });
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name: NAMESPACE,
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        annotations: annotations(waves.namespace),
      },
    });
    new k8s.KubeResourceQuota(this, 'NoPods', {
      metadata: { name: 'no-pods', namespace: NAMESPACE, annotations: annotations(waves.parameters) },
      spec: { hard: { pods: k8s.Quantity.fromString('0') } },
    });
    for (const [name, releaser] of Object.entries({
      'approved-rule-sets': ruleSetReleaser,
      'approved-models': modelReleaser,
    })) {
      new k8s.KubeConfigMap(this, name, {
        metadata: { name, namespace: NAMESPACE, annotations: annotations(waves.parameters) },
        data: { releaser },
      });
    }
  }
}

/** When each is applied. */
export interface ReleaseWaves {
  /** The namespace. */
  readonly namespace: string;
  /** What is in it. */
  readonly parameters: string;
}
