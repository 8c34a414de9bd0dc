import { describe, type KubernetesDocument, referenceTo } from './document';
import { type DocumentSet } from './document-set';
import { at, textOf } from './fields';
import { type Finding, Severity } from './finding';
import { podOf } from './owned-pod';

/** Rule of the findings about hardening that a workload says it goes without. */
export const OPT_OUT_RULE = 'opt-out';
/** Start of the annotations that say it; the rest of the key is the field, the value the reason. */
const OPT_OUT_ANNOTATION = 'secure-llm.dev/opt-out.';

/** Fields that a rule of the policies looks at too. */
const RULES: Readonly<Record<string, string>> = {
  writableRootFilesystem: 'read-only-root',
  hostUserNamespace: 'user-namespace',
  lowUserOrGroupId: 'high-user-ids',
  imageGroups: 'supplemental-groups',
  serviceAccountToken: 'service-account-token',
};
const SECRET_IN_ENVIRONMENT = 'environment-secrets';

/**
 * Adds what workloads say that they go without. Where a rule found the same, its finding tells the reason, so that one waiver
 * is enough; what no rule looks at is a finding of its own.
 */
export function withOptOuts(documents: DocumentSet, findings: readonly Finding[]): Finding[] {
  const optOuts = documents.documents.flatMap(optOutsOf);
  const told = new Map<Finding, string>();
  const others = optOuts.filter(({ document, field, reason }) => {
    const name = describe(referenceTo(document));
    const same = findings.filter(({ rule, object }) => rule === ruleOf(field) && describe(object) === name);
    for (const finding of same) told.set(finding, reason);
    return same.length === 0;
  });
  return [...findings.map((finding) => explained(finding, told.get(finding))), ...others.map(ownFinding)];
}

interface OptOut {
  readonly document: KubernetesDocument;
  readonly field: string;
  readonly reason: string;
}

function optOutsOf(document: KubernetesDocument): OptOut[] {
  const annotations = podOf(document)?.pod.metadata.annotations ?? document.metadata.annotations ?? {};
  return Object.keys(annotations)
    .filter((key) => key.startsWith(OPT_OUT_ANNOTATION))
    .sort()
    .map((key) => ({
      document,
      field: key.slice(OPT_OUT_ANNOTATION.length),
      reason: textOf(at(annotations, key)) ?? '',
    }));
}

function ruleOf(field: string): string | undefined {
  return field.startsWith('env.') ? SECRET_IN_ENVIRONMENT : RULES[field];
}

function explained(finding: Finding, reason: string | undefined): Finding {
  return reason === undefined ? finding : { ...finding, message: `${finding.message}; the reason given: ${reason}` };
}

function ownFinding({ document, field, reason }: OptOut): Finding {
  return {
    rule: OPT_OUT_RULE,
    severity: Severity.WARNING,
    message: `the workload gives up ${field}: ${reason}`,
    object: referenceTo(document),
    remediation: 'Do without the opt-out, or waive it, so that somebody answers for it.',
  };
}
