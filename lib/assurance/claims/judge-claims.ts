import { type DocumentSet } from '../document-set';
import { type Claim } from './claim';
import { type ClaimContext } from './claim-context';
import { r1 } from './r1-predecessors';
import { r2 } from './r2-isolation';
import { r3 } from './r3-inference-egress';
import { r4 } from './r4-metadata';
import { r5 } from './r5-exposure';
import { r6 } from './r6-services';
import { r7 } from './r7-bypass';
import { r8 } from './r8-open-equals-declared';
import { r9 } from './r9-dominance';
import { r10 } from './r10-integrity';
import { r11 } from './r11-secrets';
import { r12 } from './r12-pipelines';
import { r13 } from './r13-audit';
import { r14 } from './r14-transport';
import { r15 } from './r15-admission';
import { type ClaimVerdict } from './verdict';

/** Every claim, in the order of their ids. */
export const CLAIMS: readonly Claim[] = [r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15];

/** @returns what each claim says about the documents */
export function judgeClaims(documents: DocumentSet, context: ClaimContext = {}): ClaimVerdict[] {
  return CLAIMS.map((claim) => claim.judge(documents, context));
}
