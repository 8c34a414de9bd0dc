package main

import (
	"context"
	"net"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	"sigs.k8s.io/kube-network-policies/pkg/podinfo"
)

// anyClientPort is the port from which the probes come; policies do not look at it.
const anyClientPort = 40000

// kubeNetworkPolicies answers by the engine of SIG Network's node agent, which is asked about packets: it finds the pods by
// their addresses itself.
type kubeNetworkPolicies struct {
	cluster *testCase
	engine  *networkpolicy.PolicyEngine
}

func newKubeNetworkPolicies(c *testCase) (oracle, error) {
	// never started: the stores are filled by hand
	factory := informers.NewSharedInformerFactory(nil, 0)
	namespaces := factory.Core().V1().Namespaces()
	pods := factory.Core().V1().Pods()
	policies := factory.Networking().V1().NetworkPolicies()
	evaluator := networkpolicy.NewStandardNetworkPolicy("", namespaces, pods, policies)
	if err := fill(namespaces.Informer().GetStore(), c.Namespaces); err != nil {
		return nil, err
	}
	if err := fill(pods.Informer().GetStore(), c.Pods); err != nil {
		return nil, err
	}
	if err := fill(policies.Informer().GetStore(), c.Policies); err != nil {
		return nil, err
	}
	provider := podinfo.NewInformerProvider(pods, namespaces, nil, nil)
	return &kubeNetworkPolicies{cluster: c, engine: networkpolicy.NewPolicyEngine(provider, []api.PolicyEvaluator{evaluator})}, nil
}

func fill[T any](store cache.Store, objects []T) error {
	for _, object := range objects {
		if err := store.Add(object); err != nil {
			return err
		}
	}
	return nil
}

func (o *kubeNetworkPolicies) allows(p probe) (bool, error) {
	from, to, err := o.cluster.ends(p)
	if err != nil {
		return false, err
	}
	return o.engine.EvaluatePacket(context.Background(), &network.Packet{
		SrcIP:   net.ParseIP(from.ip),
		DstIP:   net.ParseIP(to.ip),
		SrcPort: anyClientPort,
		DstPort: p.Port,
		Proto:   p.Protocol,
	})
}
