/** Admission rules that claims about connections lean on, each with what it closes. */
export const COPIED_LABEL: readonly (readonly [string, string])[] = [
  ['workload-identity', 'a pod in the namespace of a declared predecessor that copies its label'],
  ['workload-identity-immutable', 'a running pod that is given the label of a declared predecessor'],
  ['workload-writers', 'a pod that somebody other than a deployer makes in a zone'],
  ['zone-labels', 'a namespace that is given the label of a zone'],
];

/** Admission rules that keep the policies seen the only ones. */
export const POLICY_WRITERS: readonly (readonly [string, string])[] = [
  ['network-policy-writers', 'a NetworkPolicy that somebody adds or removes'],
  ['foreign-network-policies', 'a policy of another kind'],
];
