package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// server answers as the real provider would up to the first call of a service.
type server struct {
	tfprotov5.ProviderServer
	schemas *schemas
	answers *answers
}

func newServer(schemaPath string, answersPath string) (*server, error) {
	read, err := readSchemas(schemaPath)
	if err != nil {
		return nil, err
	}
	said, err := readAnswers(answersPath)
	if err != nil {
		return nil, err
	}
	return &server{schemas: read, answers: said}, nil
}

func (s *server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	response := &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{}}
	for _, name := range sortedKeys(s.schemas.resources) {
		response.Resources = append(response.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for _, name := range sortedKeys(s.schemas.dataSources) {
		response.DataSources = append(response.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return response, nil
}

func (s *server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov5.ServerCapabilities{},
		Provider:           s.schemas.provider,
		ResourceSchemas:    s.schemas.resources,
		DataSourceSchemas:  s.schemas.dataSources,
	}, nil
}

func (s *server) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

func (s *server) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (s *server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (s *server) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (s *server) ValidateDataSourceConfig(context.Context, *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

// UpgradeResourceState reads the state as it is: there is only one version of it.
func (s *server) UpgradeResourceState(_ context.Context, request *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	of := s.schemas.resources[request.TypeName].ValueType()
	value, err := request.RawState.Unmarshal(of)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(of, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

// ReadResource finds every resource as the state says it is.
func (s *server) ReadResource(_ context.Context, request *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: request.CurrentState, Private: request.Private}, nil
}

func (s *server) ReadDataSource(_ context.Context, request *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	schema := s.schemas.dataSources[request.TypeName]
	said, known := s.answers.DataSources[request.TypeName]
	if !known {
		return &tfprotov5.ReadDataSourceResponse{Diagnostics: failure("no answer of data source " + request.TypeName + " is written down")}, nil
	}
	value, err := request.Config.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	value, err = filled(schema.Block, value, "", tftypes.Value.IsNull, func(name string, path string, of tftypes.Type) (tftypes.Value, error) {
		if answer, given := said[path]; given {
			return answered(of, answer)
		}
		return tftypes.NewValue(of, nil), nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	state, err := tfprotov5.NewDynamicValue(schema.ValueType(), value)
	return &tfprotov5.ReadDataSourceResponse{State: &state}, err
}

func failure(summary string) []*tfprotov5.Diagnostic {
	return []*tfprotov5.Diagnostic{{Severity: tfprotov5.DiagnosticSeverityError, Summary: summary}}
}
