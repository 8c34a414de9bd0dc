import { Severity } from '../../assurance/finding';
import { openRanges } from './network-ranges';
import { type TerraformRule } from './terraform-rule';

export const openIngress: TerraformRule = {
  id: 'open-ingress',
  title: 'No rule of the network lets the internet in.',
  severity: Severity.ERROR,
  remediation: 'Name the range, security group or service that needs the connection.',
  references: [
    'CIS OCI Foundations: no ingress from 0.0.0.0/0',
    'OWASP Kubernetes Top 10 2025: K06 Overly Exposed Components',
  ],
  problems: (document) => openRanges(document, 'INGRESS'),
};
