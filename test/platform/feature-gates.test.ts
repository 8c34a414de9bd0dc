import { Feature, NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { FEATURE_GATES } from '../../lib/platform/feature-gates';

const at = (kubernetesVersion: string): Platform =>
  Platform.kubernetes({ kubernetesVersion, networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM });

describe('feature gates', () => {
  it('know every feature, with its source', () => {
    expect(Object.keys(FEATURE_GATES).sort()).toEqual(Object.values(Feature).sort());
    for (const gate of Object.values(FEATURE_GATES)) {
      expect(gate.source).toMatch(/^https:\/\/kep\.k8s\.io\/\d+$/);
      expect(gate.sinceMinor).toBeLessThanOrEqual(gate.stableMinor);
    }
  });

  it.each([
    [Feature.USER_NAMESPACES, [true, true, true]],
    [Feature.SUPPLEMENTAL_GROUPS_POLICY, [true, true, true]],
    [Feature.PRE_STOP_SLEEP, [true, true, true]],
    [Feature.IMAGE_VOLUME, [false, true, true]],
    [Feature.MUTATING_ADMISSION_POLICY, [false, false, true]],
  ])('%s is supported by 1.34, 1.35, 1.36: %j', (feature, supported) => {
    expect(['1.34', '1.35', '1.36'].map((version) => at(version).supports(feature))).toEqual(supported);
  });
});
