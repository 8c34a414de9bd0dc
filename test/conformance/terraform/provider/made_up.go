package main

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Types of OCIDs that do not follow from the name of the resource type.
var ocidTypes = map[string]string{"oci_vault_secret": "vaultsecret"}

// ocid makes up an identifier of the type that the service would use. Alike resources of alike arguments have the same one.
func ocid(resourceType string, seed string) string {
	kind, known := ocidTypes[resourceType]
	if !known {
		_, withoutPrefix, _ := strings.Cut(strings.TrimPrefix(resourceType, "oci_"), "_")
		kind = strings.ReplaceAll(withoutPrefix, "_", "")
	}
	digest := sha256.Sum256([]byte(resourceType + seed))
	return fmt.Sprintf("ocid1.%s.oc1.eu-zurich-1.%x", kind, digest[:20])
}

// madeUp is a value of the type: lists have one entry, so that what reads the first one finds it.
func madeUp(of tftypes.Type, text string) (tftypes.Value, error) {
	switch typed := of.(type) {
	case tftypes.Object:
		fields := map[string]tftypes.Value{}
		for name, fieldType := range typed.AttributeTypes {
			made, err := madeUp(fieldType, text+"-"+name)
			if err != nil {
				return tftypes.Value{}, err
			}
			fields[name] = made
		}
		return tftypes.NewValue(of, fields), nil
	case tftypes.List:
		return oneOf(of, typed.ElementType, text)
	case tftypes.Set:
		return oneOf(of, typed.ElementType, text)
	case tftypes.Map:
		return tftypes.NewValue(of, map[string]tftypes.Value{}), nil
	}
	switch {
	case of.Is(tftypes.String):
		return tftypes.NewValue(of, text), nil
	case of.Is(tftypes.Number):
		return tftypes.NewValue(of, 1), nil
	case of.Is(tftypes.Bool):
		return tftypes.NewValue(of, false), nil
	}
	return tftypes.Value{}, fmt.Errorf("no value can be made up for %s", of)
}

func oneOf(of tftypes.Type, element tftypes.Type, text string) (tftypes.Value, error) {
	made, err := madeUp(element, text)
	if err != nil {
		return tftypes.Value{}, err
	}
	return tftypes.NewValue(of, []tftypes.Value{made}), nil
}
