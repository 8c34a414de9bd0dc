import { flowLogs } from '../../../lib/infra/rules/flow-logs';
import { openEgress } from '../../../lib/infra/rules/open-egress';
import { openIngress } from '../../../lib/infra/rules/open-ingress';
import { saidBy, stackOf, type Resources } from './document';

const rule = (fields: object): Resources => ({ oci_core_network_security_group_security_rule: { rule: fields } });
const ingress = (source: unknown, rest: object = {}) =>
  stackOf(rule({ direction: 'INGRESS', protocol: '6', source, source_type: 'CIDR_BLOCK', ...rest }));
const egress = (destination: unknown, rest: object = {}) =>
  stackOf(rule({ direction: 'EGRESS', protocol: '6', destination, destination_type: 'CIDR_BLOCK', ...rest }));

describe('the rules open-ingress and open-egress', () => {
  it('pass private ranges, security groups and the services of the region', () => {
    expect(saidBy(openIngress, ingress('10.0.0.0/16'))).toEqual([]);
    expect(saidBy(openIngress, ingress('${nsg.id}', { source_type: 'NETWORK_SECURITY_GROUP' }))).toEqual([]);
    expect(saidBy(openEgress, egress('10.0.0.0/8'))).toEqual([]);
    expect(saidBy(openEgress, egress('all-zrh-services', { destination_type: 'SERVICE_CIDR_BLOCK' }))).toEqual([]);
  });

  it.each(['0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '2000::/3', '10.0.0.0/7'])('find %s', (range) => {
    expect(saidBy(openIngress, ingress(range))).toEqual([expect.stringMatching(/open from|has bits set/)]);
    expect(saidBy(openEgress, egress(range))).toEqual([expect.stringMatching(/open to|has bits set/)]);
    expect(saidBy(openEgress, ingress(range))).toEqual([]);
    expect(saidBy(openIngress, egress(range))).toEqual([]);
  });

  it('find a range that is no range, or known only at the apply', () => {
    expect(saidBy(openIngress, ingress('anywhere'))).toEqual([expect.stringContaining('does not parse')]);
    expect(saidBy(openIngress, ingress(undefined))).toEqual([expect.stringContaining('known only at the apply')]);
    expect(saidBy(openIngress, ingress('${cidrsubnet(var.base, 0, 0)}'))).toEqual([
      expect.stringContaining('known only at the apply'),
    ]);
  });

  it('follow references to what they stand for', () => {
    const subnet = { oci_core_subnet: { api: { cidr_block: '0.0.0.0/0' } } };
    const reference = { direction: 'INGRESS', source: '${oci_core_subnet.api.cidr_block}', source_type: 'CIDR_BLOCK' };
    expect(saidBy(openIngress, stackOf({ ...rule(reference), ...subnet }))).toEqual([
      expect.stringContaining('open from 0.0.0.0/0'),
    ]);
    const byDefault = { ...reference, source: '${var.clients}' };
    const variable = { variable: { clients: { default: '10.1.0.0/16' } } };
    expect(saidBy(openIngress, stackOf(rule(byDefault), variable))).toEqual([]);
    const circle = { locals: { a: '${local.b}', b: '${local.a}' } };
    expect(saidBy(openIngress, stackOf(rule({ ...reference, source: '${local.a}' }), circle))).toHaveLength(1);
  });

  it('pass what path MTU discovery needs from anywhere, and no other ICMP', () => {
    const icmp = (code: number) => ({ protocol: '1', icmp_options: { type: 3, code } });
    expect(saidBy(openIngress, ingress('0.0.0.0/0', icmp(4)))).toEqual([]);
    expect(saidBy(openIngress, ingress('0.0.0.0/0', icmp(0)))).toHaveLength(1);
    expect(saidBy(openIngress, ingress('0.0.0.0/0', { protocol: '1' }))).toHaveLength(1);
    expect(saidBy(openIngress, ingress('0.0.0.0/0', { ...icmp(4), protocol: 'all' }))).toHaveLength(1);
  });

  it.each(['oci_core_security_list', 'oci_core_default_security_list'])('read %s too', (type) => {
    const list = {
      ingress_security_rules: [{ source: '0.0.0.0/0', protocol: 'all' }],
      egress_security_rules: { destination: '0.0.0.0/0', protocol: 'all' },
    };
    expect(saidBy(openIngress, stackOf({ [type]: { main: list } }))).toHaveLength(1);
    expect(saidBy(openEgress, stackOf({ [type]: { main: list } }))).toHaveLength(1);
    expect(saidBy(openEgress, stackOf({ [type]: { main: {} } }))).toEqual([]);
  });
});

describe('the rule flow-logs', () => {
  const vcn = { oci_core_vcn: { main: {} } };
  const log = (resource: string, rest: object = {}) => ({
    display_name: 'flows',
    configuration: { source: { service: 'flowlogs', category: 'vcn', resource } },
    ...rest,
  });
  const subnets = {
    oci_core_subnet: { a: { vcn_id: '${oci_core_vcn.main.id}' }, b: { vcn_id: '${oci_core_vcn.main.id}' } },
  };

  it('passes a network that is logged as a whole, or by each of its subnets', () => {
    expect(saidBy(flowLogs, stackOf({ ...vcn, oci_logging_log: { flows: log('${oci_core_vcn.main.id}') } }))).toEqual(
      [],
    );
    const each = { a: log('${oci_core_subnet.a.id}'), b: log('${oci_core_subnet.b.id}') };
    expect(saidBy(flowLogs, stackOf({ ...vcn, ...subnets, oci_logging_log: each }))).toEqual([]);
  });

  it.each([
    ['no log', {}],
    ['a log of something else', { oci_logging_log: { flows: log('${oci_core_vcn.other.id}') } }],
    ['a log of another service', { oci_logging_log: { flows: { ...log('x'), configuration: { source: {} } } } }],
    ['a log that is off', { oci_logging_log: { flows: log('${oci_core_vcn.main.id}', { is_enabled: false }) } }],
    ['a dark subnet', { ...subnets, oci_logging_log: { a: log('${oci_core_subnet.a.id}') } }],
  ])('finds %s', (_, resources: Resources) => {
    expect(saidBy(flowLogs, stackOf({ ...vcn, ...resources }))).toEqual([
      expect.stringContaining('no flow log covers'),
    ]);
  });
});
