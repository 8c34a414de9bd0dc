import { Cidr } from '../../platform';
import { blocksOf, type Fields } from './fields';
import { type TerraformDocument } from './terraform-document';
import { type TerraformProblem } from './terraform-rule';

/** Shorter masks are taken for the internet: two halves of it are as open as the whole. A private network is at most a /8. */
const SHORTEST_MASK = { ipv4: 8, ipv6: 32 };
/** ICMP: destination unreachable, of which code 4 is what path MTU discovery needs from anywhere. */
const PATH_MTU = { type: 3, code: 4 };

/** A way in or out that a network lets through. */
interface Flow {
  readonly direction: 'INGRESS' | 'EGRESS';
  readonly range: unknown;
  readonly rangeType: unknown;
  readonly rule: Fields;
  readonly path: string;
}

/** Rules of a direction that let the internet through, or a range that is known only at the apply. */
export function openRanges(document: TerraformDocument, direction: Flow['direction']): TerraformProblem[] {
  return document.resources.flatMap((resource) =>
    flowsOf(resource.type, resource.fields)
      .filter((flow) => flow.direction === direction && isRange(flow) && !isPathMtu(flow.rule))
      .flatMap((flow) => {
        const problem = problemOf(document.resolved(flow.range), flow);
        return problem === undefined ? [] : [{ resource, message: problem, path: flow.path }];
      }),
  );
}

function flowsOf(type: string, fields: Fields): Flow[] {
  if (type === 'oci_core_network_security_group_security_rule') {
    const direction = fields['direction'] === 'INGRESS' ? 'INGRESS' : 'EGRESS';
    return [flow(direction, fields, direction === 'INGRESS' ? 'source' : 'destination')];
  }
  if (type === 'oci_core_security_list' || type === 'oci_core_default_security_list') {
    return [
      ...blocksOf(fields, 'ingress_security_rules').map((rule) => flow('INGRESS', rule, 'source')),
      ...blocksOf(fields, 'egress_security_rules').map((rule) => flow('EGRESS', rule, 'destination')),
    ];
  }
  return [];
}

function flow(direction: Flow['direction'], rule: Fields, end: 'source' | 'destination'): Flow {
  return { direction, range: rule[end], rangeType: rule[`${end}_type`], rule, path: end };
}

/** Other types of ends are a security group or the services of the region, which are no ranges. */
function isRange({ rangeType }: Flow): boolean {
  return rangeType === undefined || rangeType === null || rangeType === 'CIDR_BLOCK';
}

function isPathMtu(rule: Fields): boolean {
  if (String(rule['protocol']) !== '1') return false;
  return blocksOf(rule, 'icmp_options').some(
    ({ type, code }) => Number(type) === PATH_MTU.type && Number(code) === PATH_MTU.code,
  );
}

function problemOf(range: unknown, { direction, range: written }: Flow): string | undefined {
  const way = direction === 'INGRESS' ? 'from' : 'to';
  if (typeof range !== 'string') return `the range ${JSON.stringify(written)} is known only at the apply`;
  let cidr: Cidr;
  try {
    cidr = Cidr.parse(range);
  } catch (error) {
    return (error as Error).message;
  }
  const shortest = cidr.ipVersion === 4 ? SHORTEST_MASK.ipv4 : SHORTEST_MASK.ipv6;
  return cidr.prefixLength < shortest ? `the rule is open ${way} ${cidr.toString()}` : undefined;
}
