import { clusterEnhanced } from '../../../lib/infra/rules/cluster-enhanced';
import { clusterPrivateEndpoint } from '../../../lib/infra/rules/cluster-private-endpoint';
import { saidBy, stackOf } from './document';

const ENDPOINT = { is_public_ip_enabled: false, subnet_id: '${oci_core_subnet.api.id}', nsg_ids: ['nsg'] };

const cluster = (fields: object) => stackOf({ oci_containerengine_cluster: { main: fields } });

describe('the rule cluster-private-endpoint', () => {
  it('passes an endpoint with a private address behind a security group', () => {
    expect(saidBy(clusterPrivateEndpoint, cluster({ endpoint_config: ENDPOINT }))).toEqual([]);
    expect(saidBy(clusterPrivateEndpoint, cluster({ endpoint_config: [ENDPOINT] }))).toEqual([]);
  });

  it.each([
    ['no endpoint_config', {}, 'the cluster has no endpoint_config'],
    [
      'a public address',
      { endpoint_config: { ...ENDPOINT, is_public_ip_enabled: true } },
      'is_public_ip_enabled is true',
    ],
    ['an address left open', { endpoint_config: { ...ENDPOINT, is_public_ip_enabled: undefined } }, 'and not false'],
    [
      'an address decided at the apply',
      { endpoint_config: { ...ENDPOINT, is_public_ip_enabled: '${var.public}' } },
      'and not false',
    ],
    ['no subnet', { endpoint_config: { ...ENDPOINT, subnet_id: undefined } }, 'in no subnet'],
    ['no security group', { endpoint_config: { ...ENDPOINT, nsg_ids: [] } }, 'no network security group'],
  ])('finds %s', (_, fields, message) => {
    expect(saidBy(clusterPrivateEndpoint, cluster(fields))).toEqual([expect.stringContaining(message)]);
  });
});

describe('the rule cluster-enhanced', () => {
  it('passes an enhanced cluster', () => {
    expect(saidBy(clusterEnhanced, cluster({ type: 'ENHANCED_CLUSTER' }))).toEqual([]);
  });

  it.each([
    ['a basic cluster', { type: 'BASIC_CLUSTER' }],
    ['the default', {}],
    ['a type decided at the apply', { type: '${var.type}' }],
  ])('finds %s', (_, fields) => {
    expect(saidBy(clusterEnhanced, cluster(fields))).toEqual([expect.stringContaining('and not "ENHANCED_CLUSTER"')]);
  });
});
