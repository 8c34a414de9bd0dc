package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// answers is what a service would say: values of computed attributes by type of data source or resource.
type answers struct {
	DataSources map[string]map[string]any `json:"dataSources"`
	Resources   map[string]map[string]any `json:"resources"`
	// Arguments of resources whose change makes Terraform replace the resource.
	ForceNew map[string][]string `json:"forceNew"`
}

func readAnswers(path string) (*answers, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("SCHEMA_ONLY_ANSWERS must name the answers of the services: %w", err)
	}
	var read answers
	if err := json.Unmarshal(content, &read); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	return &read, nil
}

// answered is an answer as a value of the type.
func answered(of tftypes.Type, answer any) (tftypes.Value, error) {
	content, err := json.Marshal(answer)
	if err != nil {
		return tftypes.Value{}, err
	}
	// missing fields are null, which is what an answer that leaves them out means
	return tftypes.ValueFromJSONWithOpts(content, of, tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: false})
}
