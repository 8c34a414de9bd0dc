// Oracle puts the same questions about NetworkPolicies to three evaluators that others wrote, so that ours can be compared
// with them: np-guard's netpol-analyzer, cyclonus and kube-network-policies.
//
//	oracle judge       reads cases from standard input, one JSON object a line, and answers each with one line
//	oracle bench DIR   measures np-guard on the manifests of a folder
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	switch {
	case len(arguments) == 1 && arguments[0] == "judge":
		return judgeCases(os.Stdin, os.Stdout)
	case len(arguments) == 2 && arguments[0] == "bench":
		return bench(arguments[1], os.Stdout)
	}
	return errors.New("usage: oracle judge | oracle bench DIR")
}
