/** Where packets under Cilium are known to do other than Kubernetes' semantics say, or cannot be sent here; and why. */
export const CILIUM_DIFFERENCES = {
  // Documentation/network/kubernetes/policy.rst of Cilium 1.20: --policy-cidr-match-mode
  ipBlockOfPods:
    'by default a range of addresses means no pods under Cilium, only hosts outside; the evaluator reads it as Kubernetes does',
  // pkg/types/portmap.go of Cilium 1.20: ErrDuplicateNamedPorts
  egressToNamedPort:
    'Cilium gives a named port of an egress rule one number for all pods that the rule selects, and opens nothing where theirs differ; random clusters give all their pods the same names, each with one number',
  sctp: 'Cilium is started without SCTP, as it is by default, and the kernel of a test machine may not have it',
} as const;
