import { instanceMetadataV2 } from '../../../lib/infra/rules/instance-metadata-v2';
import { saidBy, stackOf } from './document';

describe('the rule instance-metadata-v2', () => {
  it.each([
    [
      'oci_containerengine_node_pool',
      { node_metadata: { areLegacyImdsEndpointsDisabled: 'true' } },
      { node_metadata: { user_data: 'x' } },
    ],
    [
      'oci_core_instance',
      { instance_options: { are_legacy_imds_endpoints_disabled: true } },
      { instance_options: { are_legacy_imds_endpoints_disabled: false } },
    ],
    [
      'oci_core_instance_configuration',
      { instance_details: { launch_details: { instance_options: { are_legacy_imds_endpoints_disabled: true } } } },
      { instance_details: { launch_details: {} } },
    ],
  ])('passes %s with version 2 only and finds the older one', (type, off, on) => {
    expect(saidBy(instanceMetadataV2, stackOf({ [type]: { main: off } }))).toEqual([]);
    expect(saidBy(instanceMetadataV2, stackOf({ [type]: { main: on } }))).toEqual([
      expect.stringContaining('the legacy metadata endpoints are on'),
    ]);
    expect(saidBy(instanceMetadataV2, stackOf({ [type]: { main: {} } }))).toHaveLength(1);
  });
});
