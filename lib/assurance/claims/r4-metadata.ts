import { podName } from '../reachability';
import { IpSet } from '../reachability/ip-set';
import { openings } from '../reachability/opening';
import { apiServerAddresses } from './api-server';
import { type Claim } from './claim';
import { Declarations } from './declared';
import { networkVerdict } from './network-claim';
import { openConnection } from './open-connection';
import { Stack } from './stack';

/**
 * Where clouds serve instance metadata and credentials, and link-local addresses. Sources: RFC 3927, RFC 4291, OCI
 * instance metadata over IPv6 (fd00:c1::/64), AWS EC2 IMDS (fd00:ec2::254).
 */
const METADATA = ['169.254.0.0/16', 'fe80::/10', 'fd00:c1::/64', 'fd00:ec2::254/128']
  .map((cidr) => IpSet.cidr(cidr))
  .reduce((all, each) => all.union(each));

/** No workload of a zone may connect to a metadata or link-local address, or to the API server, unless declared. */
export const r4: Claim = {
  id: 'R4',
  title: 'no allowed range contains a metadata or link-local address, or the API server',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const { cluster, workloads } = stack;
    const declared = new Declarations(context.connections ?? []);
    const apiServer = apiServerAddresses(documents, context);
    const forbidden = METADATA.union(apiServer);
    const ranges: string[] = [];
    const counterexamples = workloads.flatMap((pod) => {
      // a declaration of a wide range is no declaration of what lies in it: only one that is all forbidden means it
      const meant = declared
        .about(cluster, pod, 'egress')
        .filter(({ to }) => to.addresses.subtract(forbidden).isEmpty)
        .reduce((all, { to }) => all.union(to.addresses), IpSet.NONE);
      return openings(cluster, pod, 'egress').flatMap(({ peers, ports, policy }) => {
        if (peers.addresses.isEmpty) return [];
        ranges.push(`${podName(pod)}: ${peers.addresses.toString()}`);
        const hit = peers.addresses.intersect(forbidden).subtract(meant);
        const address = hit.example;
        if (address === undefined) return [];
        const what = hit.intersect(METADATA).isEmpty ? 'the API server' : 'instance metadata or a link-local address';
        return openConnection(pod, 'egress', {
          description: `${what} (${hit.toString()})`,
          example: { address: hit.intersect(CLOUD_METADATA).example ?? address },
          ports,
          policies: policy === undefined ? [] : [policy],
          connects: true,
          size: 1,
        });
      });
    });
    const unknown = apiServer.isEmpty && ranges.length > 0;
    return networkVerdict(r4, documents, {
      counterexamples,
      undecidable:
        stack.nothingToJudge ??
        (unknown
          ? `the addresses of the API server are not known, and ranges are open: ${ranges.join('; ')}`
          : undefined),
      evidence: [`${ranges.length} ranges of addresses are open to ${workloads.length} workloads`, ...ranges],
    });
  },
};

/** The one address that every cloud's credentials can be read from. */
const CLOUD_METADATA = IpSet.cidr('169.254.169.254/32');
