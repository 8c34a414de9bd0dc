/** Judges rendered Kubernetes documents, also those that other tools wrote; `cdk8s-secure-llm/policies` is this room. */
export {
  CLAIMS,
  type CitedRule,
  type Claim,
  type ClaimContext,
  ClaimOutcome,
  type ClaimVerdict,
  type ClosedWorld,
  type ConnectionExample,
  type Counterexample,
  type DeclaredConnection,
  type DeclaredPeer,
  type ExampleStranger,
} from './claims';
export { type CelExpression } from './cel';
export { type AdmissionRequest, type Requester } from './policy-request';
export { describe, type DocumentMetadata, type KubernetesDocument, referenceTo } from './document';
export { DocumentSet } from './document-set';
export { type Finding, type ObjectReference, Severity } from './finding';
export { type DocumentJudgement, judgeDocuments, type JudgeOptions } from './judge-documents';
export { type NamedExpression, Policy, type PolicyValidation } from './policy';
export { type PolicyCoverage, type PolicyJudgeOptions } from './policy-judge';
export { PARAMETERS, PolicyParameters } from './policy-parameters';
export { POLICY_FOLDER, PolicySet } from './policy-set';
export { admissionExceptions, canFind, waivableRules, waiverProblems } from './waivable';
export { WAIVER_RULE, type WaivedFinding } from './waiver-judge';
export { WAIVER_ANNOTATION, type WaiverRecord } from './waiver-record';
