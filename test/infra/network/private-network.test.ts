import { type TerraformStack } from 'cdktf';
import { PrivateNetwork, type PrivateNetworkProps } from '../../../lib/infra';
import { refusal } from '../refused';
import { accepted, COMPARTMENT, emptyStack, ofType } from '../synthesized';

const GROUPS = ['control-plane', 'workers', 'pods', 'load-balancer', 'database'];
const WAIVER = {
  reason: 'the team mirrors its images later this year',
  evidence: 'TICKET-1',
  owner: 'platform team',
  expires: '2026-12-31',
};

function networkWith(props: Partial<PrivateNetworkProps> = {}): TerraformStack {
  const stack = emptyStack();
  new PrivateNetwork(stack, 'net', { compartmentId: COMPARTMENT, ...props });
  return stack;
}

interface Rule {
  network_security_group_id: string;
  direction: string;
  protocol: string;
  stateless: boolean;
  source?: string;
  destination?: string;
  tcp_options?: { destination_port_range: { min: number; max: number } };
  udp_options?: { destination_port_range: { min: number; max: number } };
  icmp_options?: { type: number; code: number };
}

/** Rules as `<group> <IN|OUT> <peer> <protocol and ports>`. */
function rulesOf(stack: TerraformStack): string[] {
  const written = accepted(stack);
  const nameOf = (address: string): string => {
    if (address.includes('oci_core_services')) return 'services';
    return GROUPS.find((name) => address.includes(`_groups_${name}_`)) ?? address;
  };
  return (ofType(written, 'oci_core_network_security_group_security_rule') as Rule[]).map((rule) => {
    const range = (rule.tcp_options ?? rule.udp_options)?.destination_port_range;
    const protocol = { '6': 'tcp', '17': 'udp', '1': 'icmp' }[rule.protocol];
    const ports = range ? `${range.min}-${range.max}` : `${rule.icmp_options?.type}/${rule.icmp_options?.code}`;
    const peer = nameOf((rule.direction === 'INGRESS' ? rule.source : rule.destination) ?? '');
    return `${nameOf(rule.network_security_group_id)} ${rule.direction === 'INGRESS' ? 'IN' : 'OUT'} ${peer} ${protocol} ${ports}`;
  });
}

describe('PrivateNetwork', () => {
  it('has five private regional subnets and no way out to the internet', () => {
    const written = accepted(networkWith());
    const subnets = ofType(written, 'oci_core_subnet');
    expect(subnets.map(({ cidr_block: cidr }) => cidr)).toEqual([
      '10.0.32.0/28',
      '10.0.64.0/19',
      '10.0.128.0/17',
      '10.0.0.0/24',
      '10.0.32.16/28',
    ]);
    for (const subnet of subnets) {
      expect(subnet).toMatchObject({ prohibit_public_ip_on_vnic: true, prohibit_internet_ingress: true });
      expect(subnet).not.toHaveProperty('availability_domain');
    }
    expect(ofType(written, 'oci_core_nat_gateway')).toMatchObject([{ block_traffic: true }]);
    expect(Object.keys(written.resource ?? {})).not.toContain('oci_core_internet_gateway');
    expect(JSON.stringify(written)).not.toContain('0.0.0.0/0');
  });

  it('routes to the services of the region only', () => {
    const tables = ofType(accepted(networkWith()), 'oci_core_route_table');
    expect(tables).toHaveLength(2);
    for (const { route_rules: rules } of tables) {
      expect(rules).toEqual([
        expect.objectContaining({
          destination_type: 'SERVICE_CIDR_BLOCK',
          network_entity_id: expect.stringContaining('oci_core_service_gateway'),
        }),
      ]);
    }
  });

  it('leaves nothing in the default security list', () => {
    const [list] = ofType(accepted(networkWith()), 'oci_core_default_security_list');
    expect(list.manage_default_resource_id).toMatch(/default_security_list_id/);
    expect(Object.keys(list).filter((field) => field.endsWith('_rules'))).toEqual([]);
  });

  it('lets the bastion reach the Kubernetes API and nothing else', () => {
    const [list] = ofType(accepted(networkWith()), 'oci_core_security_list');
    expect(list.egress_security_rules).toMatchObject([
      { destination: '10.0.32.0/28', protocol: '6', tcp_options: { min: 6443, max: 6443 } },
    ]);
    expect(list).not.toHaveProperty('ingress_security_rules');
  });

  it('has the rules of a cluster with VCN-native pods, and no others', () => {
    const all = (from: string, to: string): string[] => [
      `${from} OUT ${to} tcp 1-65535`,
      `${to} IN ${from} tcp 1-65535`,
      `${from} OUT ${to} udp 1-65535`,
      `${to} IN ${from} udp 1-65535`,
    ];
    const one = (from: string, to: string, traffic: string): string[] => [
      `${from} OUT ${to} ${traffic}`,
      `${to} IN ${from} ${traffic}`,
    ];
    const mtu = (group: string): string[] => [`${group} IN 10.0.0.0/16 icmp 3/4`, `${group} OUT 10.0.0.0/16 icmp 3/4`];
    const expected = [
      ...['workers', 'pods', 'control-plane'].flatMap((from) => [
        ...one(from, 'control-plane', 'tcp 6443-6443'),
        ...one(from, 'control-plane', 'tcp 12250-12250'),
        `${from} OUT services tcp 1-65535`,
      ]),
      'control-plane IN 10.0.32.16/28 tcp 6443-6443',
      ...one('control-plane', 'workers', 'tcp 10250-10250'),
      ...one('control-plane', 'pods', 'tcp 1-65535'),
      ...all('workers', 'workers'),
      ...all('workers', 'pods'),
      ...all('pods', 'workers'),
      ...all('pods', 'pods'),
      ...one('load-balancer', 'workers', 'tcp 30000-32767'),
      ...one('load-balancer', 'workers', 'udp 30000-32767'),
      ...one('load-balancer', 'workers', 'tcp 10256-10256'),
      ...one('load-balancer', 'pods', 'tcp 1-65535'),
      ...['control-plane', 'workers', 'pods', 'load-balancer'].flatMap(mtu),
    ];
    expect(rulesOf(networkWith()).sort()).toEqual(expected.sort());
  });

  it('adds what is asked for: clients, administrators, networks outside and databases', () => {
    const plain = rulesOf(networkWith());
    const rules = rulesOf(
      networkWith({
        clientCidrs: ['172.16.0.0/16'],
        administratorCidrs: ['192.0.2.0/24'],
        egress: [{ cidr: '198.51.100.0/24' }, { cidr: '203.0.113.7/32', ports: [8443] }],
        database: true,
      }),
    );
    expect(rules.filter((rule) => !plain.includes(rule)).sort()).toEqual(
      [
        'load-balancer IN 172.16.0.0/16 tcp 443-443',
        'control-plane IN 192.0.2.0/24 tcp 6443-6443',
        ...['workers', 'pods'].flatMap((group) => [
          `${group} OUT 198.51.100.0/24 tcp 443-443`,
          `${group} OUT 203.0.113.7/32 tcp 8443-8443`,
        ]),
        ...['3306-3306', '33060-33060'].flatMap((ports) => [
          `pods OUT database tcp ${ports}`,
          `database IN pods tcp ${ports}`,
        ]),
      ].sort(),
    );
  });

  it('opens the NAT gateway to the networks that are asked for, for nodes and pods only', () => {
    const written = accepted(networkWith({ egress: [{ cidr: '198.51.100.0/24' }] }));
    expect(ofType(written, 'oci_core_nat_gateway')[0].block_traffic).toBe(false);
    const outward = ofType(written, 'oci_core_route_table').map(({ route_rules: rules }) => rules.length as number);
    expect(outward).toEqual([1, 2]);
    const tables = Object.keys(written.resource?.['oci_core_route_table'] ?? {});
    const usingOutward = ofType(written, 'oci_core_subnet').filter(({ route_table_id: id }) => id.includes(tables[1]));
    expect(usingOutward.map(({ display_name: name }) => name)).toEqual(['net-workers', 'net-pods']);
  });

  it('opens the internet only with a reason, which stands in the JSON', () => {
    const written = accepted(networkWith({ dangerouslyAllowInternetEgress: WAIVER }));
    const open = ofType(written, 'oci_core_network_security_group_security_rule').filter(
      ({ destination }) => destination === '0.0.0.0/0',
    );
    expect(open).toHaveLength(2);
    for (const rule of open) expect(rule['//'].waivers['open-egress']).toEqual(WAIVER);
  });

  it('logs the flows of the whole VCN, for as long as is asked', () => {
    const written = accepted(networkWith({ logRetentionDays: 90 }));
    expect(ofType(written, 'oci_logging_log')).toMatchObject([
      {
        retention_duration: 90,
        is_enabled: true,
        configuration: { source: { service: 'flowlogs', category: 'vcn', source_type: 'OCISERVICE' } },
      },
    ]);
    expect(ofType(written, 'oci_core_capture_filter')).toMatchObject([
      { flow_log_capture_filter_rules: [{ rule_action: 'INCLUDE', sampling_rate: 1 }] },
    ]);
    expect(() => networkWith({ logRetentionDays: 100 })).toThrow('logs cannot be kept for 100 days');
  });

  it('uses the log group that it is given', () => {
    const logGroupId = 'ocid1.loggroup.oc1.eu-zurich-1.aaaa';
    const written = accepted(networkWith({ logGroupId }));
    expect(ofType(written, 'oci_logging_log_group')).toEqual([]);
    expect(ofType(written, 'oci_logging_log')[0].log_group_id).toBe(logGroupId);
  });

  it('says that there is no subnet for databases', () => {
    const network = new PrivateNetwork(emptyStack(), 'net', { compartmentId: COMPARTMENT });
    expect(() => network.subnetId('database')).toThrow('prod/net has no subnet "database"; set database: true');
  });

  it('lists everything that is wrong with its networks before anything is written', () => {
    const message = refusal(
      networkWith({
        subnets: { workers: '10.0.128.0/29' },
        egress: [{ cidr: '0.0.0.0/0' }],
        clientCidrs: ['0.0.0.0/0'],
        administratorCidrs: ['::/0'],
      }),
    );
    expect(message).toContain('subnet workers (10.0.128.0/29) is too small');
    expect(message).toContain('subnets workers (10.0.128.0/29) and pods (10.0.128.0/17) overlap');
    expect(message).toContain('egress has 0.0.0.0/0, which is every address');
    expect(message).toContain('clientCidrs has 0.0.0.0/0');
    expect(message).toContain('administratorCidrs has ::/0');
  });

  it.each([
    ['a wrong OCID', { compartmentId: 'ocid1.vcn.oc1..a' }, /is the OCID of a vcn; expected that of a compartment/],
    ['a name with capitals', { name: 'Prod' }, /name "Prod" is not allowed/],
    ['clients twice', { clientCidrs: ['192.0.2.0/24', '192.0.2.0/24'] }, /clientCidrs lists "192.0.2.0\/24" twice/],
    ['administrators twice', { administratorCidrs: ['10.9.0.0/16', '10.9.0.0/16'] }, /administratorCidrs lists/],
    [
      'a port twice',
      { egress: [{ cidr: '192.0.2.0/24' }, { cidr: '192.0.2.0/24', ports: [443] }] },
      /"192.0.2.0\/24 port 443" twice/,
    ],
    ['a port that is none', { egress: [{ cidr: '192.0.2.0/24', ports: [70_000] }] }, /70000 is no TCP port/],
    [
      'a way out through no port',
      { egress: [{ cidr: '192.0.2.0/24', ports: [] }] },
      /ports of egress to 192.0.2.0\/24 is empty/,
    ],
    ['a network that is none', { cidr: '10.0.0.0' }, /CIDR mask is missing/],
  ])('refuses %s at once', (_, props, message) => {
    expect(() => networkWith(props)).toThrow(message);
  });
});
