import { type Fields, fieldsOf, listOf } from '../../../lib/assurance/fields';
import { type Evaluator, evaluatorOf } from './probe';

/** An evaluator that is wrong on purpose: it reads one thing in the policies otherwise. */
export interface WrongEvaluator {
  readonly title: string;
  readonly evaluator: (documents: readonly object[]) => Evaluator;
}

const wrongAbout = (title: string, misread: (policySpec: Fields) => Fields): WrongEvaluator => ({
  title,
  evaluator: (documents) =>
    evaluatorOf(
      documents.map((document) => {
        const { kind, spec } = fieldsOf(document);
        return kind === 'NetworkPolicy' ? { ...document, spec: misread(fieldsOf(spec)) } : document;
      }),
    ),
});

/** Reads every rule of a policy otherwise; `peers` is the name of the field that holds them. */
const wrongAboutRules = (
  title: string,
  misread: (rule: Fields, peers: 'from' | 'to', spec: Fields) => Fields,
): WrongEvaluator =>
  wrongAbout(title, (spec) => ({
    ...spec,
    ...mapped(spec, 'ingress', (rule) => misread(rule, 'from', spec)),
    ...mapped(spec, 'egress', (rule) => misread(rule, 'to', spec)),
  }));

const wrongAboutPeers = (title: string, misread: (peer: Fields) => Fields[]): WrongEvaluator =>
  wrongAboutRules(title, (rule, peers) => ({
    ...rule,
    ...(Array.isArray(rule[peers]) && { [peers]: rule[peers].map(fieldsOf).flatMap(misread) }),
  }));

const wrongAboutPorts = (title: string, misread: (port: Fields) => Fields): WrongEvaluator =>
  wrongAboutRules(title, (rule) => ({ ...rule, ...mapped(rule, 'ports', misread) }));

export const WRONG_EVALUATORS: readonly WrongEvaluator[] = [
  wrongAboutPeers('both selectors of one peer are alternatives', (peer) =>
    peer.podSelector !== undefined && peer.namespaceSelector !== undefined
      ? [{ podSelector: peer.podSelector }, { namespaceSelector: peer.namespaceSelector }]
      : [peer],
  ),
  wrongAboutRules('two peers of one rule must both match', (rule, peers) => {
    const [first, second, ...rest] = listOf(rule[peers]).map(fieldsOf);
    if (first?.ipBlock !== undefined || second?.ipBlock !== undefined || second === undefined) return rule;
    return { ...rule, [peers]: [{ ...first, ...second }, ...rest] };
  }),
  wrongAboutPeers('a peer without namespace selector means all namespaces', (peer) =>
    peer.podSelector !== undefined ? [{ namespaceSelector: {}, ...peer }] : [peer],
  ),
  wrongAboutRules('an empty list of peers means nobody', (rule, peers) =>
    Array.isArray(rule[peers]) && rule[peers].length === 0
      ? { ...rule, [peers]: [{ ipBlock: { cidr: '255.255.255.255/32' } }] }
      : rule,
  ),
  wrongAboutPeers('exceptions of a range are not read', (peer) =>
    peer.ipBlock !== undefined ? [{ ipBlock: { cidr: fieldsOf(peer.ipBlock).cidr } }] : [peer],
  ),
  wrongAboutPorts('the end of a port range is not read', ({ protocol, port }) => ({ protocol, port })),
  wrongAboutPorts('a port without protocol is of UDP', (port) =>
    port.protocol === undefined ? { ...port, protocol: 'UDP' } : port,
  ),
  wrongAboutPorts('a named port is 80', (port) => (port.port === 'web' ? { ...port, port: 80 } : port)),
  wrongAbout('policy types that are left out are both', (spec) => ({
    ...spec,
    policyTypes: listOf(spec.policyTypes).length > 0 ? spec.policyTypes : ['Ingress', 'Egress'],
  })),
  wrongAbout('rules for egress isolate nothing unless the type is given', (spec) => ({
    ...spec,
    policyTypes: listOf(spec.policyTypes).length > 0 ? spec.policyTypes : ['Ingress'],
  })),
];

function mapped(owner: Fields, field: string, change: (entry: Fields) => Fields): object {
  const { [field]: entries } = owner;
  return Array.isArray(entries) ? { [field]: entries.map(fieldsOf).map(change) } : {};
}
