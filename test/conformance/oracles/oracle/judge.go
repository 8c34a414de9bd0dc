package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

const (
	allow = "allow"
	deny  = "deny"
	// refused goes before the reason of an oracle that gives no answer
	refused = "refused: "
)

// oracles are made anew for every case; the names are those of the answer's fields.
var oracles = map[string]func(*testCase) (oracle, error){
	"npGuard":             newNPGuard,
	"cyclonus":            newCyclonus,
	"kubeNetworkPolicies": newKubeNetworkPolicies,
}

func judgeCases(input io.Reader, output io.Writer) error {
	decoder := json.NewDecoder(bufio.NewReader(input))
	// a case that is misread would be judged wrongly and alike by all three
	decoder.DisallowUnknownFields()
	encoder := json.NewEncoder(output)
	for {
		var c testCase
		if err := decoder.Decode(&c); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading a case: %w", err)
		}
		answer := make(map[string][]string, len(oracles))
		for name, newOracle := range oracles {
			answer[name] = verdicts(&c, newOracle)
		}
		if err := encoder.Encode(answer); err != nil {
			return err
		}
	}
}

// verdicts holds one verdict a probe, in their order.
func verdicts(c *testCase, newOracle func(*testCase) (oracle, error)) []string {
	judge, err := made(c, newOracle)
	all := make([]string, len(c.Probes))
	for i, p := range c.Probes {
		if err != nil {
			all[i] = refused + err.Error()
			continue
		}
		all[i] = verdict(judge, p)
	}
	return all
}

func made(c *testCase, newOracle func(*testCase) (oracle, error)) (judge oracle, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	return newOracle(c)
}

func verdict(judge oracle, p probe) (said string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			said = fmt.Sprintf("%spanic: %v", refused, panicked)
		}
	}()
	open, err := judge.allows(p)
	switch {
	case err != nil:
		return refused + err.Error()
	case open:
		return allow
	}
	return deny
}
