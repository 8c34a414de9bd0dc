import { AnnotationKey } from '../../workload';

/** What a kind of release is known by in the cluster. */
export interface ReleasedSubject {
  /** Start of the names of its roles. */
  readonly name: string;
  /** ConfigMap with the approvals. */
  readonly approvals: string;
  /** On the pods: the digest. */
  readonly digest: string;
  /** On the pods: the number. */
  readonly number: string;
  /** On the Deployment: what may be gone back to. */
  readonly previous: string;
}

export const RULE_SETS: ReleasedSubject = {
  name: 'rule-set',
  approvals: 'approved-rule-sets',
  digest: AnnotationKey.RULES_SHA256,
  number: AnnotationKey.RELEASE,
  previous: AnnotationKey.PREVIOUS_RELEASE,
};

export const MODELS: ReleasedSubject = {
  name: 'model',
  approvals: 'approved-models',
  digest: AnnotationKey.MODELS_SHA256,
  number: AnnotationKey.MODEL_RELEASE,
  previous: AnnotationKey.PREVIOUS_MODEL_RELEASE,
};
