package main

import (
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
)

// cyclonus answers by the matcher against which cyclonus compares the probes of real clusters.
type cyclonus struct {
	cluster *testCase
	policy  *matcher.Policy
}

func newCyclonus(c *testCase) (oracle, error) {
	// its simplifier is for people who read policies; what it loses is not the question here
	const simplify = false
	return &cyclonus{cluster: c, policy: matcher.BuildNetworkPolicies(simplify, c.Policies)}, nil
}

func (o *cyclonus) allows(p probe) (bool, error) {
	from, to, err := o.cluster.ends(p)
	if err != nil {
		return false, err
	}
	traffic := &matcher.Traffic{
		Source:           o.peer(from),
		Destination:      o.peer(to),
		ResolvedPort:     p.Port,
		ResolvedPortName: portName(to.pod, p),
		Protocol:         p.Protocol,
	}
	return o.policy.IsTrafficAllowed(traffic).IsAllowed(), nil
}

func (o *cyclonus) peer(e end) *matcher.TrafficPeer {
	if e.pod == nil {
		return &matcher.TrafficPeer{IP: e.ip}
	}
	return &matcher.TrafficPeer{IP: e.ip, Internal: &matcher.InternalPeer{
		PodLabels:       e.pod.Labels,
		Namespace:       e.pod.Namespace,
		NamespaceLabels: o.cluster.namespaceLabels(e.pod.Namespace),
	}}
}

// portName is what the destination calls the port: cyclonus asks its caller.
func portName(pod *corev1.Pod, p probe) string {
	if pod == nil {
		return ""
	}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			if int(port.ContainerPort) == p.Port && port.Protocol == p.Protocol {
				return port.Name
			}
		}
	}
	return ""
}
