import { Severity } from '../../assurance/finding';
import { blockOf, isSet, listOf } from './fields';
import { type TerraformRule } from './terraform-rule';

export const clusterPrivateEndpoint: TerraformRule = {
  id: 'cluster-private-endpoint',
  title: 'The API server of a cluster has a private address only, behind a network security group.',
  severity: Severity.ERROR,
  remediation:
    'Set endpoint_config with subnet_id, nsg_ids and is_public_ip_enabled = false, and reach it through a bastion.',
  references: [
    'CIS OKE: restrict access to the control plane endpoint',
    'NSA/CISA Kubernetes Hardening Guidance 1.2: Network separation and hardening',
    'OWASP Kubernetes Top 10 2025: K06 Overly Exposed Components',
  ],
  problems: (document) =>
    document.ofType('oci_containerengine_cluster').flatMap((resource) => {
      const endpoint = blockOf(resource.fields, 'endpoint_config');
      const path = 'endpoint_config';
      if (endpoint === undefined) {
        return [{ resource, message: 'the cluster has no endpoint_config, so its API server is public', path }];
      }
      const isPublic = document.resolved(endpoint['is_public_ip_enabled']);
      return [
        ...(isPublic === false || isPublic === 'false'
          ? []
          : [{ resource, message: `is_public_ip_enabled is ${JSON.stringify(isPublic)} and not false`, path }]),
        ...(isSet(endpoint['subnet_id']) ? [] : [{ resource, message: 'the endpoint is in no subnet', path }]),
        ...(listOf(endpoint, 'nsg_ids').length > 0
          ? []
          : [{ resource, message: 'the endpoint has no network security group', path }]),
      ];
    }),
};
