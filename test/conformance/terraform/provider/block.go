package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// fill decides about every attribute that a configuration may leave to the service and that has no value.
type fill func(name string, path string, of tftypes.Type) (tftypes.Value, error)

// filled returns the block with what is left to the service filled in. Attributes that have a value keep it.
func filled(block *tfprotov5.SchemaBlock, value tftypes.Value, path string, isMissing func(tftypes.Value) bool, by fill) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	fields := map[string]tftypes.Value{}
	if err := value.As(&fields); err != nil {
		return value, err
	}
	for _, attribute := range block.Attributes {
		if !attribute.Computed || !isMissing(fields[attribute.Name]) {
			continue
		}
		made, err := by(attribute.Name, path+attribute.Name, attribute.Type)
		if err != nil {
			return value, err
		}
		fields[attribute.Name] = made
	}
	for _, nested := range block.BlockTypes {
		made, err := filledBlocks(nested, fields[nested.TypeName], path+nested.TypeName+".", isMissing, by)
		if err != nil {
			return value, err
		}
		fields[nested.TypeName] = made
	}
	return tftypes.NewValue(value.Type(), fields), nil
}

func filledBlocks(nested *tfprotov5.SchemaNestedBlock, value tftypes.Value, path string, isMissing func(tftypes.Value) bool, by fill) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	if nested.Nesting == tfprotov5.SchemaNestedBlockNestingModeSingle {
		return filled(nested.Block, value, path, isMissing, by)
	}
	var several []tftypes.Value
	if err := value.As(&several); err != nil {
		return value, err
	}
	for at, each := range several {
		made, err := filled(nested.Block, each, path, isMissing, by)
		if err != nil {
			return value, err
		}
		several[at] = made
	}
	return tftypes.NewValue(value.Type(), several), nil
}
