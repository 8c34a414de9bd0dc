import * as fc from 'fast-check';
import { type SubnetName, SubnetPlan } from '../../../lib/infra';
import { Cidr } from '../../../lib/platform';

const NAMES: SubnetName[] = ['controlPlane', 'workers', 'pods', 'loadBalancer', 'bastion', 'database'];
const plan = (vcn: string, given = {}): SubnetPlan => SubnetPlan.of(Cidr.parse(vcn), given);

describe('SubnetPlan', () => {
  it.each([
    ['10.0.0.0/16', '10.0.128.0/17', '10.0.64.0/19', '10.0.0.0/24'],
    ['10.0.0.0/18', '10.0.32.0/19', '10.0.16.0/21', '10.0.0.0/26'],
    ['10.0.0.0/20', '10.0.8.0/21', '10.0.4.0/23', '10.0.0.0/26'],
  ])('cuts %s like the landing zone', (vcn, pods, workers, loadBalancer) => {
    const cut = plan(vcn);
    expect(cut.problems).toEqual([]);
    expect(String(cut.cidr('pods'))).toBe(pods);
    expect(String(cut.cidr('workers'))).toBe(workers);
    expect(String(cut.cidr('loadBalancer'))).toBe(loadBalancer);
  });

  it('cuts every network from /16 to /20 into subnets that lie in it beside each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 20 }), fc.nat({ max: 255 }), (prefixLength, second) => {
        const cut = plan(`10.${second}.0.0/${prefixLength}`);
        expect(cut.problems).toEqual([]);
        const cidrs = NAMES.map((name) => cut.cidr(name));
        for (const [at, cidr] of cidrs.entries()) {
          expect(cut.vcn.contains(cidr)).toBe(true);
          expect(cidrs.slice(0, at).some((other) => other.overlaps(cidr))).toBe(false);
        }
      }),
    );
  });

  it('counts the addresses that OCI keeps for itself', () => {
    expect(plan('10.0.0.0/16').usableAddresses('controlPlane')).toBe(13);
  });

  it('takes the given networks', () => {
    expect(String(plan('10.0.0.0/16', { workers: '10.0.96.0/20' }).cidr('workers'))).toBe('10.0.96.0/20');
  });

  it.each([
    ['a VCN larger than OCI has', '10.0.0.0/15', {}, 'network 10.0.0.0/15 is not a size'],
    ['a VCN too small to be cut', '10.0.0.0/21', {}, 'expected a mask from /16 to /20'],
    ['the addresses of the metadata service', '169.254.0.0/16', {}, 'network 169.254.0.0/16 overlaps 169.254.0.0/16'],
    ['IPv6', 'fd00::/16', {}, 'network fd00::/16 is IPv6'],
    ['a subnet outside', '10.0.0.0/16', { workers: '10.1.0.0/19' }, 'subnet workers (10.1.0.0/19) is not inside'],
    ['an IPv6 subnet', '10.0.0.0/16', { workers: 'fd00::/19' }, 'subnet workers (fd00::/19) is not inside'],
    ['a subnet that is too small', '10.0.0.0/16', { pods: '10.0.128.0/25' }, 'at most /24'],
    ['a control plane of two addresses', '10.0.0.0/16', { controlPlane: '10.0.48.0/31' }, 'at most /29'],
  ])('reports %s', (_, vcn, given, problem) => {
    expect(plan(vcn, given).problems).toEqual([expect.stringContaining(problem)]);
  });

  it('reports every pair that overlaps', () => {
    expect(plan('10.0.0.0/16', { workers: '10.0.128.0/24', loadBalancer: '10.0.128.0/25' }).problems).toEqual([
      'subnets workers (10.0.128.0/24) and pods (10.0.128.0/17) overlap; give each addresses of its own',
      'subnets workers (10.0.128.0/24) and loadBalancer (10.0.128.0/25) overlap; give each addresses of its own',
      'subnets pods (10.0.128.0/17) and loadBalancer (10.0.128.0/25) overlap; give each addresses of its own',
    ]);
  });

  it('takes a small VCN whose subnets are all given', () => {
    const given = {
      controlPlane: '10.0.0.0/29',
      bastion: '10.0.0.8/29',
      database: '10.0.0.16/29',
      loadBalancer: '10.0.0.32/28',
      workers: '10.0.0.64/28',
      pods: '10.0.1.0/24',
    };
    expect(plan('10.0.0.0/23', given).problems).toEqual([]);
  });
});
