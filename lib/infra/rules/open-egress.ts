import { Severity } from '../../assurance/finding';
import { openRanges } from './network-ranges';
import { type TerraformRule } from './terraform-rule';

export const openEgress: TerraformRule = {
  id: 'open-egress',
  title: 'No rule of the network lets connections out to the internet.',
  severity: Severity.ERROR,
  remediation:
    'Name the range, security group or service that the connection goes to; images come from OCIR by the service gateway.',
  references: [
    'OWASP LLM Top 10 2025: LLM02 Sensitive Information Disclosure',
    'MITRE ATLAS: AML.T0025 Exfiltration via Cyber Means',
  ],
  problems: (document) => openRanges(document, 'EGRESS'),
};
