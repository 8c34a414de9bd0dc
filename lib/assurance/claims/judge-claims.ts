import { type DocumentSet } from '../document-set';
import { type Claim } from './claim';
import { type ClaimContext } from './claim-context';
import { r1 } from './r1-predecessors';
import { r2 } from './r2-isolation';
import { r3 } from './r3-inference-egress';
import { r4 } from './r4-metadata';
import { r5 } from './r5-exposure';
import { r6 } from './r6-services';
import { r8 } from './r8-open-equals-declared';
import { r9 } from './r9-dominance';
import { type ClaimVerdict } from './verdict';

/** Every claim, in the order of their ids. */
export const CLAIMS: readonly Claim[] = [r1, r2, r3, r4, r5, r6, r8, r9];

/** @returns what each claim says about the documents */
export function judgeClaims(documents: DocumentSet, context: ClaimContext = {}): ClaimVerdict[] {
  return CLAIMS.map((claim) => claim.judge(documents, context));
}
