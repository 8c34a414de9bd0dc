package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// PlanResourceChange leaves to the service what the configuration leaves open, and asks for a replacement where the real provider does.
func (s *server) PlanResourceChange(_ context.Context, request *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	schema := s.schemas.resources[request.TypeName]
	of := schema.ValueType()
	proposed, err := request.ProposedNewState.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	prior, err := request.PriorState.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	response := &tfprotov5.PlanResourceChangeResponse{PlannedPrivate: request.PriorPrivate, UnsafeToUseLegacyTypeSystem: true}
	if proposed.IsNull() {
		response.PlannedState = request.ProposedNewState
		return response, nil
	}
	if !prior.IsNull() {
		if response.RequiresReplace, err = s.replacedBy(request.TypeName, prior, proposed); err != nil {
			return nil, err
		}
	}
	planned, err := filled(schema.Block, proposed, "", tftypes.Value.IsNull, func(_ string, _ string, of tftypes.Type) (tftypes.Value, error) {
		return tftypes.NewValue(of, tftypes.UnknownValue), nil
	})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(of, planned)
	response.PlannedState = &state
	return response, err
}

func (s *server) replacedBy(typeName string, prior tftypes.Value, proposed tftypes.Value) ([]*tftypes.AttributePath, error) {
	before, after := map[string]tftypes.Value{}, map[string]tftypes.Value{}
	if err := prior.As(&before); err != nil {
		return nil, err
	}
	if err := proposed.As(&after); err != nil {
		return nil, err
	}
	var paths []*tftypes.AttributePath
	for _, name := range s.answers.ForceNew[typeName] {
		if !before[name].Equal(after[name]) {
			paths = append(paths, tftypes.NewAttributePath().WithAttributeName(name))
		}
	}
	return paths, nil
}

// ApplyResourceChange makes up what the service would decide.
func (s *server) ApplyResourceChange(_ context.Context, request *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	schema := s.schemas.resources[request.TypeName]
	of := schema.ValueType()
	planned, err := request.PlannedState.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	seed := planned.String()
	isUnknown := func(value tftypes.Value) bool { return !value.IsKnown() }
	applied, err := filled(schema.Block, planned, "", isUnknown, func(name string, path string, of tftypes.Type) (tftypes.Value, error) {
		if answer, given := s.answers.Resources[request.TypeName][path]; given {
			return answered(of, answer)
		}
		if path == "id" {
			return tftypes.NewValue(of, ocid(request.TypeName, seed)), nil
		}
		return madeUp(of, name)
	})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(of, applied)
	return &tfprotov5.ApplyResourceChangeResponse{NewState: &state, Private: request.PlannedPrivate, UnsafeToUseLegacyTypeSystem: true}, err
}
