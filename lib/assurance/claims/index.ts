export { type Claim } from './claim';
export { type ClaimContext, type DeclaredConnection, type DeclaredPeer } from './claim-context';
export { type CitedRule, type ClosedWorld } from './closed-world';
export {
  ClaimOutcome,
  type ClaimVerdict,
  type ConnectionExample,
  type Counterexample,
  type ExampleStranger,
} from './verdict';
export { claimFindings } from './claim-findings';
export { CLAIMS, judgeClaims } from './judge-claims';
