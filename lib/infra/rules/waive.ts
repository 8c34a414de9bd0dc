import { type TerraformElement } from 'cdktf';

/** Key of a resource's comment under which its waivers stand; Terraform reads no comments, so none of it reaches the cloud. */
export const WAIVERS = 'waivers';
/** Ids of the checks of a scanner, which may be waived on a resource too. */
export const SCANNER_RULE = /^CKV2?_OCI_\d+$/;

/** Who lives with a finding of a rule, why, on what evidence and until when. */
export interface TerraformWaiver {
  /** Id of the rule. */
  readonly rule: string;
  /** Why the finding is acceptable, in at least 20 characters. */
  readonly reason: string;
  /** Where that can be looked up: a ticket, a test, a document. */
  readonly evidence: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string;
}

/**
 * Accepts what a rule finds on a resource. The waiver is written into the resource's comment in the JSON, where a reviewer sees
 * it; one that is unknown, unused, expired or without a reason is a finding itself.
 * @param resource the resource itself, not a construct around it
 */
export function waive(resource: TerraformElement, { rule, reason, evidence, owner, expires }: TerraformWaiver): void {
  resource.addOverride(`//.${WAIVERS}.${rule}`, { reason, evidence, owner, expires });
}
