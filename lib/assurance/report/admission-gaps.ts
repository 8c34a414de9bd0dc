/** Something that admission rules cannot stop, and what does instead. */
export interface AdmissionGap {
  /** What it is. */
  readonly gap: string;
  /** Why admission cannot stop it. */
  readonly because: string;
  /** What closes it, in words. */
  readonly closedBy: string;
  /** Claims that are about it. */
  readonly claims: readonly string[];
  /** Rules that stop a part of it. */
  readonly rules: readonly string[];
}

/** What an API server's admission leaves open: found by trying each against a real one, see `test/conformance/policies`. */
export const ADMISSION_GAPS: readonly AdmissionGap[] = [
  {
    gap: 'Reading: logs of pods, Secrets, any object',
    because: 'Admission is asked about changes, never about reads.',
    closedBy: 'RBAC: nobody but deployers and operators may read them.',
    claims: ['R7', 'R11'],
    rules: [],
  },
  {
    gap: 'Changing the admission rules themselves',
    because: 'The API server exempts admission policies and their bindings from admission policies.',
    closedBy: 'RBAC: only deployers may write them. Their parameters are guarded by a rule.',
    claims: ['R7', 'R15'],
    rules: ['policy-parameters'],
  },
  {
    gap: 'A Service that selects pods by another of their labels',
    because: 'A rule sees one object: it cannot look up which pods a selector means.',
    closedBy: 'Only deployers write Services in a zone, and the claim looks at all documents together.',
    claims: ['R6'],
    rules: ['service-writers', 'service-exposure'],
  },
  {
    gap: 'What was there before the rules',
    because: 'Admission judges a write when it happens; objects that exist already stay.',
    closedBy: 'The rules are applied before the first pod of a zone; what runs is judged by "secure-llm check --live".',
    claims: ['R15'],
    rules: [],
  },
  {
    gap: 'Entering one pod of a zone and not another',
    because: 'A request to exec or to forward ports says nothing about the pod but its name.',
    closedBy: 'It is denied for every pod of a zone, to administrators too; exceptions name the pod.',
    claims: ['R7'],
    rules: ['interactive-access'],
  },
  {
    gap: 'Packets',
    because: 'Admission judges objects. Whether a NetworkPolicy is enforced is up to the network of the cluster.',
    closedBy: 'Nothing in the documents: every claim about connections takes enforcement for granted.',
    claims: ['R1', 'R2', 'R3', 'R4', 'R8', 'R9'],
    rules: ['network-policy-writers', 'foreign-network-policies'],
  },
  {
    gap: 'Processes of a node, and whoever writes to etcd',
    because: 'They do not ask the API server.',
    closedBy:
      'Nothing in the documents: who has the node or etcd has its pods. The way there through the API is closed.',
    claims: [],
    rules: ['node-proxy', 'host-access', 'volume-types'],
  },
  {
    gap: 'The end of a waiver',
    because: 'The expressions of the rules have no clock.',
    closedBy: '"secure-llm check --date DAY" reports what has expired; an exception stays until it is removed.',
    claims: [],
    rules: ['policy-parameters'],
  },
];
