import { Severity } from '../../assurance/finding';
import { type TerraformRule } from './terraform-rule';

export const clusterEnhanced: TerraformRule = {
  id: 'cluster-enhanced',
  title: 'A cluster is enhanced: only then have workloads an identity of their own in IAM.',
  severity: Severity.ERROR,
  remediation: 'Set type = "ENHANCED_CLUSTER"; a basic cluster is upgraded in place.',
  references: ['CIS OKE: dedicated service accounts and workload identity'],
  problems: (document) =>
    document
      .ofType('oci_containerengine_cluster')
      .filter(({ fields }) => document.resolved(fields['type']) !== 'ENHANCED_CLUSTER')
      .map((resource) => ({
        resource,
        message: `type is ${JSON.stringify(resource.fields['type'] ?? 'BASIC_CLUSTER (the default)')} and not "ENHANCED_CLUSTER"`,
        path: 'type',
      })),
};
