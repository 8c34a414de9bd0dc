/** Where packets under Cilium are known to do other than Kubernetes' semantics say, or cannot be sent here; and why. */
export const CILIUM_DIFFERENCES = {
  ipBlockOfPods:
    'Cilium knows pods by identity: a range of addresses never means a pod, only hosts outside. The evaluator says open, which errs towards a counterexample',
  egressToNamedPort:
    'Cilium resolves a named port of an egress rule over all pods of the cluster, whichever the destination is; random clusters give all their pods the same names, each with one number',
  sctp: 'Cilium is started without SCTP, as it is by default, and the kernel of a test machine may not have it',
} as const;
