import { type Finding, Severity } from './finding';
import { podSecurityLabels } from './pod-security-labels';
import { type ExistingTrustZoneProps } from './trust-zone-props';

/** What a namespace that somebody else made lacks, as far as it is stated. */
export function namespaceFindings(props: ExistingTrustZoneProps, construct: string): Finding[] {
  const { namespace, namespaceLabels = {}, platform } = props;
  const missing = Object.entries(podSecurityLabels(platform)).filter(([key, value]) => namespaceLabels[key] !== value);
  const common = {
    severity: Severity.WARNING,
    object: { apiVersion: 'v1', kind: 'Namespace', name: namespace },
    construct,
  };
  const findings: Finding[] = [];
  if (missing.length > 0) {
    findings.push({
      rule: 'zone-pod-security',
      message: `namespace ${namespace} is not known to enforce Pod Security restricted; it lacks ${missing.map(([key, value]) => `${key}=${value}`).join(', ')}: set them and state them in namespaceLabels`,
      ...common,
    });
  }
  if (!props.hasDefaultDeny) {
    findings.push({
      rule: 'zone-default-deny',
      message: `namespace ${namespace} is not known to deny connections by default; apply a NetworkPolicy with an empty podSelector and both policyTypes, and state it with hasDefaultDeny`,
      ...common,
    });
  }
  return findings;
}
