package main

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/np-guard/netpol-analyzer/pkg/netpol/eval"
)

// npGuard answers by the connection sets that np-guard's `list` prints. Its `evaluate` takes another way through the rules,
// on which a rule for a protocol without a port opens all protocols; `list` is what its users read.
type npGuard struct {
	cluster *testCase
	engine  *eval.PolicyEngine
	pods    map[string]eval.Peer
	ranges  []eval.Peer
	known   map[[2]string]connections
}

// connections is what np-guard computes for a pair of peers.
type connections struct {
	contains func(port, protocol string) bool
	err      error
}

func newNPGuard(c *testCase) (oracle, error) {
	engine, err := eval.NewPolicyEngineWithOptionsList(eval.WithLogger(silence{}))
	if err != nil {
		return nil, err
	}
	for _, namespace := range c.Namespaces {
		err = errors.Join(err, engine.InsertObject(namespace))
	}
	for _, pod := range c.Pods {
		if !pod.Spec.HostNetwork {
			err = errors.Join(err, engine.InsertObject(pod))
		}
	}
	for _, policy := range c.Policies {
		err = errors.Join(err, engine.InsertObject(policy))
	}
	workloads, listErr := engine.GetWorkloadPeersList()
	_, _, ranges, rangesErr := engine.GetIPBlockPeersLists()
	if err = errors.Join(err, listErr, rangesErr); err != nil {
		return nil, err
	}
	pods := make(map[string]eval.Peer, len(workloads))
	for _, peer := range workloads {
		pods[peer.Namespace()+"/"+peer.Name()] = peer
	}
	return &npGuard{cluster: c, engine: engine, pods: pods, ranges: ranges, known: map[[2]string]connections{}}, nil
}

func (o *npGuard) allows(p probe) (bool, error) {
	pair := [2]string{p.From, p.To}
	found, isKnown := o.known[pair]
	if !isKnown {
		found = o.between(p)
		o.known[pair] = found
	}
	if found.err != nil {
		return false, found.err
	}
	return found.contains(strconv.Itoa(p.Port), string(p.Protocol)), nil
}

func (o *npGuard) between(p probe) connections {
	from, err := o.peer(p.From)
	if err != nil {
		return connections{err: err}
	}
	to, err := o.peer(p.To)
	if err != nil {
		return connections{err: err}
	}
	set, err := o.engine.AllAllowedConnectionsBetweenWorkloadPeers(from, to)
	if err != nil {
		return connections{err: err}
	}
	return connections{contains: set.Contains}
}

func (o *npGuard) peer(name string) (eval.Peer, error) {
	end, err := o.cluster.end(name)
	if err != nil {
		return nil, err
	}
	if end.pod != nil {
		return o.pods[name], nil
	}
	return o.rangeWith(end.ip)
}

// rangeWith finds the one of np-guard's disjoint ranges in which an address lies.
func (o *npGuard) rangeWith(ip string) (eval.Peer, error) {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return nil, err
	}
	for _, peer := range o.ranges {
		for _, text := range strings.Split(peer.IP(), ",") {
			first, last, isRange := strings.Cut(strings.TrimSpace(text), "-")
			if !isRange {
				return nil, fmt.Errorf("np-guard writes a range as %q", text)
			}
			if inRange(address, first, last) {
				return peer, nil
			}
		}
	}
	return nil, fmt.Errorf("np-guard has no range with %s", ip)
}

func inRange(address netip.Addr, first, last string) bool {
	low, lowErr := netip.ParseAddr(first)
	high, highErr := netip.ParseAddr(last)
	return lowErr == nil && highErr == nil && low.Compare(address) <= 0 && address.Compare(high) <= 0
}

// silence keeps np-guard's warnings out of the answers.
type silence struct{}

func (silence) Debugf(string, ...interface{})        {}
func (silence) Infof(string, ...interface{})         {}
func (silence) Warnf(string, ...interface{})         {}
func (silence) Errorf(error, string, ...interface{}) {}
