// A provider that knows the schema of the real one and nothing of any cloud: it lets Terraform validate, plan and apply what the
// library writes. What a service would decide is unknown in a plan; an apply makes it up, alike for alike input.
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

func main() {
	server, err := newServer(os.Getenv("SCHEMA_ONLY_SCHEMA"), os.Getenv("SCHEMA_ONLY_ANSWERS"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	err = tf5server.Serve(providerAddress, func() tfprotov5.ProviderServer { return server })
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
