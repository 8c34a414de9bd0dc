import { type Draft, specOf } from './request-path';

/** A change of one policy, and the documents with it. */
export interface Mutation {
  readonly name: string;
  readonly mutated: Draft[];
}

type Spec = Record<string, unknown>;
type Rule = { from?: Spec[]; to?: Spec[]; ports?: Spec[] };

/** Every way to take away or to widen one thing that a NetworkPolicy among the documents says. */
export function policyMutations(documents: readonly Draft[]): Mutation[] {
  return documents.flatMap(({ kind }, index) => (kind === 'NetworkPolicy' ? [...ofPolicy(documents, index)] : []));
}

function* ofPolicy(documents: readonly Draft[], index: number): Iterable<Mutation> {
  const edit = (what: string, change: (spec: Spec, documents: Draft[]) => void): Mutation => {
    // the other documents stay the same objects: what judges have prepared about them holds
    const mutated = [...documents];
    const policy = structuredClone(mutated[index] as Draft);
    mutated[index] = policy;
    change(specOf(policy), mutated);
    return { name: `${policy.metadata.namespace}/${policy.metadata.name}: ${what}`, mutated };
  };
  const spec = specOf(documents[index] as Draft);
  yield edit('removed', (_, all) => all.splice(index, 1));
  if (Object.keys(spec.podSelector as object).length > 0)
    yield edit('selects all pods', (each) => (each.podSelector = {}));
  yield edit('selects no pod', (each) => (each.podSelector = { matchLabels: { nobody: 'here' } }));
  for (const type of spec.policyTypes as string[]) {
    const other = type === 'Ingress' ? 'Egress' : 'Ingress';
    yield edit(`not ${type}`, (each) => (each.policyTypes = [other]));
  }
  for (const direction of ['ingress', 'egress'] as const) {
    yield edit(`opens ${direction} to all`, (each) => {
      each[direction] = [{}];
      each.policyTypes = [
        ...new Set([...(each.policyTypes as string[]), direction === 'ingress' ? 'Ingress' : 'Egress']),
      ];
    });
    for (const [position, rule] of ((spec[direction] ?? []) as Rule[]).entries())
      yield* ofRule(edit, direction, position, rule);
  }
}

function* ofRule(
  edit: (what: string, change: (spec: Spec) => void) => Mutation,
  direction: 'ingress' | 'egress',
  position: number,
  { ports = [] }: Rule,
): Iterable<Mutation> {
  const side = direction === 'ingress' ? 'from' : 'to';
  const change = (what: string, of: (rule: Rule, rules: Rule[]) => void): Mutation =>
    edit(`${direction} rule ${position}: ${what}`, (spec) => {
      const rules = spec[direction] as Rule[];
      of(rules[position] as Rule, rules);
    });
  const ofPeer = (what: string, of: (peer: Spec) => void): Mutation => change(what, (rule) => rule[side]?.forEach(of));
  yield change('removed', (_, rules) => rules.splice(position, 1));
  yield change('no peers', (rule) => delete rule[side]);
  yield change('no ports', (rule) => delete rule.ports);
  yield change('one peer more', (rule) => rule[side]?.push({ ipBlock: { cidr: '0.0.0.0/0' } }));
  yield ofPeer('any namespace', (peer) => (peer.namespaceSelector = {}));
  yield ofPeer('own namespace', (peer) => delete peer.namespaceSelector);
  yield ofPeer('any pod', (peer) => (peer.podSelector = {}));
  yield ofPeer('no pod selector', (peer) => delete peer.podSelector);
  for (const [number] of ports.entries()) {
    const ofPort = (what: string, of: (port: Spec) => void): Mutation =>
      change(`port ${number} ${what}`, (rule) => of(rule.ports?.[number] as Spec));
    yield ofPort('of any number', (port) => delete port.port);
    yield ofPort('and the ones above', (port) => (port.endPort = 65535));
    yield ofPort('of another protocol', (port) => (port.protocol = 'SCTP'));
  }
}
