package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const providerAddress = "registry.terraform.io/oracle/oci"

// What `terraform providers schema -json` prints.
type schemaFile struct {
	ProviderSchemas map[string]struct {
		Provider          schemaJSON            `json:"provider"`
		ResourceSchemas   map[string]schemaJSON `json:"resource_schemas"`
		DataSourceSchemas map[string]schemaJSON `json:"data_source_schemas"`
	} `json:"provider_schemas"`
}

type schemaJSON struct {
	Version int64     `json:"version"`
	Block   blockJSON `json:"block"`
}

type blockJSON struct {
	Attributes map[string]attributeJSON `json:"attributes"`
	BlockTypes map[string]nestedJSON    `json:"block_types"`
}

type attributeJSON struct {
	Type      json.RawMessage `json:"type"`
	Required  bool            `json:"required"`
	Optional  bool            `json:"optional"`
	Computed  bool            `json:"computed"`
	Sensitive bool            `json:"sensitive"`
}

type nestedJSON struct {
	Block       blockJSON `json:"block"`
	NestingMode string    `json:"nesting_mode"`
	MinItems    int64     `json:"min_items"`
	MaxItems    int64     `json:"max_items"`
}

type schemas struct {
	provider    *tfprotov5.Schema
	resources   map[string]*tfprotov5.Schema
	dataSources map[string]*tfprotov5.Schema
}

func readSchemas(path string) (*schemas, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("SCHEMA_ONLY_SCHEMA must name the filtered schema: %w", err)
	}
	var file schemaFile
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, fmt.Errorf("%s is no schema: %w", path, err)
	}
	provider, known := file.ProviderSchemas[providerAddress]
	if !known {
		return nil, fmt.Errorf("%s has no schema of %s", path, providerAddress)
	}
	read := &schemas{resources: map[string]*tfprotov5.Schema{}, dataSources: map[string]*tfprotov5.Schema{}}
	if read.provider, err = readSchema(provider.Provider); err != nil {
		return nil, err
	}
	for name, each := range provider.ResourceSchemas {
		if read.resources[name], err = readSchema(each); err != nil {
			return nil, fmt.Errorf("resource %s: %w", name, err)
		}
	}
	for name, each := range provider.DataSourceSchemas {
		if read.dataSources[name], err = readSchema(each); err != nil {
			return nil, fmt.Errorf("data source %s: %w", name, err)
		}
	}
	return read, nil
}

func readSchema(from schemaJSON) (*tfprotov5.Schema, error) {
	block, err := readBlock(from.Block)
	if err != nil {
		return nil, err
	}
	return &tfprotov5.Schema{Version: from.Version, Block: block}, nil
}

func readBlock(from blockJSON) (*tfprotov5.SchemaBlock, error) {
	block := &tfprotov5.SchemaBlock{}
	for _, name := range sortedKeys(from.Attributes) {
		attribute := from.Attributes[name]
		// the only reader of types in JSON that the module offers
		valueType, err := tftypes.ParseJSONType(attribute.Type)
		if err != nil {
			return nil, fmt.Errorf("attribute %s: %w", name, err)
		}
		block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{
			Name:      name,
			Type:      valueType,
			Required:  attribute.Required,
			Optional:  attribute.Optional,
			Computed:  attribute.Computed,
			Sensitive: attribute.Sensitive,
		})
	}
	for _, name := range sortedKeys(from.BlockTypes) {
		nested := from.BlockTypes[name]
		mode, known := nestingModes[nested.NestingMode]
		if !known {
			return nil, fmt.Errorf("block %s is nested as %q", name, nested.NestingMode)
		}
		inner, err := readBlock(nested.Block)
		if err != nil {
			return nil, fmt.Errorf("block %s: %w", name, err)
		}
		block.BlockTypes = append(block.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name,
			Block:    inner,
			Nesting:  mode,
			MinItems: nested.MinItems,
			MaxItems: nested.MaxItems,
		})
	}
	return block, nil
}

var nestingModes = map[string]tfprotov5.SchemaNestedBlockNestingMode{
	"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
	"list":   tfprotov5.SchemaNestedBlockNestingModeList,
	"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
}

func sortedKeys[V any](of map[string]V) []string {
	keys := make([]string, 0, len(of))
	for key := range of {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
