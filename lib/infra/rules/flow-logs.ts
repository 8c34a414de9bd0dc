import { Severity } from '../../assurance/finding';
import { blockOf } from './fields';
import { type TerraformDocument, type TerraformResource } from './terraform-document';
import { type TerraformRule } from './terraform-rule';

export const flowLogs: TerraformRule = {
  id: 'flow-logs',
  title: 'The flows of a network are logged, of the whole or of each of its subnets.',
  severity: Severity.ERROR,
  remediation: 'Add a logging_log of service "flowlogs" whose source is the VCN.',
  references: [
    'CIS OCI Foundations: VCN flow logging',
    'OWASP Kubernetes Top 10 2025: K10 Inadequate Logging And Monitoring',
    'NSA/CISA Kubernetes Hardening Guidance 1.2: Audit logging and threat detection',
  ],
  problems: (document) =>
    document.ofType('oci_core_vcn').flatMap((vcn) => {
      if (isLogged(document, vcn)) return [];
      const subnets = document
        .ofType('oci_core_subnet')
        .filter(({ fields }) => document.referenced(fields['vcn_id']) === vcn);
      const dark = subnets.filter((subnet) => !isLogged(document, subnet));
      if (subnets.length > 0 && dark.length === 0) return [];
      const where = dark.length === 0 ? 'the network' : dark.map(({ name }) => name).join(', ');
      return [{ resource: vcn, message: `no flow log covers ${where}` }];
    }),
};

function isLogged(document: TerraformDocument, network: TerraformResource): boolean {
  return document.ofType('oci_logging_log').some(({ fields }) => {
    const source = blockOf(blockOf(fields, 'configuration'), 'source');
    const isEnabled = document.resolved(fields['is_enabled'] ?? true);
    return (
      source?.['service'] === 'flowlogs' &&
      document.referenced(source['resource']) === network &&
      (isEnabled === true || isEnabled === 'true')
    );
  });
}
