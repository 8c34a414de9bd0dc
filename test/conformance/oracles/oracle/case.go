package main

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

// testCase is a small cluster as the API server stores it, and the connections that are tried in it.
type testCase struct {
	Namespaces []*corev1.Namespace           `json:"namespaces"`
	Pods       []*corev1.Pod                 `json:"pods"`
	Policies   []*networkingv1.NetworkPolicy `json:"policies"`
	Probes     []probe                       `json:"probes"`
}

// probe is a connection that somebody tries to open. An end is `namespace/pod`, or an address that is no pod's.
type probe struct {
	From     string          `json:"from"`
	To       string          `json:"to"`
	Protocol corev1.Protocol `json:"protocol"`
	Port     int             `json:"port"`
}

// oracle says whether a connection is open in the case that it was made for.
type oracle interface {
	allows(p probe) (bool, error)
}

// end is one side of a probe.
type end struct {
	// pod is nil for an address, and for a pod of the host network: policies do not select it, and as a peer it is the
	// address of its node (networking.k8s.io/v1, NetworkPolicy; of the oracles only kube-network-policies reads the field).
	pod *corev1.Pod
	ip  string
}

func (c *testCase) end(name string) (end, error) {
	namespace, podName, isPod := strings.Cut(name, "/")
	if !isPod {
		return end{ip: name}, nil
	}
	for _, pod := range c.Pods {
		if pod.Namespace != namespace || pod.Name != podName {
			continue
		}
		if pod.Spec.HostNetwork {
			return end{ip: pod.Status.PodIP}, nil
		}
		return end{pod: pod, ip: pod.Status.PodIP}, nil
	}
	return end{}, fmt.Errorf("the case has no pod %s", name)
}

func (c *testCase) ends(p probe) (from, to end, err error) {
	if from, err = c.end(p.From); err != nil {
		return
	}
	to, err = c.end(p.To)
	return
}

func (c *testCase) namespaceLabels(name string) map[string]string {
	for _, namespace := range c.Namespaces {
		if namespace.Name == name {
			return namespace.Labels
		}
	}
	return nil
}
