import { Feature } from './feature';

/** Since when a feature can be relied upon, and where that is written. */
export interface FeatureGate {
  /** First minor of Kubernetes 1.x in which an API server with default settings keeps the field or serves the kind. */
  readonly sinceMinor: number;
  /** First minor in which the feature is generally available. */
  readonly stableMinor: number;
  /** The enhancement proposal. */
  readonly source: string;
}

/**
 * The version gates of every feature that the library writes conditionally.
 * Minors as in `pkg/features/kube_features.go` of kubernetes v1.36.3 (the names of `Feature` are the gates' names there):
 * `sinceMinor` is the first one with `Default: true`, because clusters managed by a provider cannot switch gates.
 */
export const FEATURE_GATES: Readonly<Record<Feature, FeatureGate>> = {
  [Feature.USER_NAMESPACES]: { sinceMinor: 33, stableMinor: 36, source: 'https://kep.k8s.io/127' },
  [Feature.SUPPLEMENTAL_GROUPS_POLICY]: { sinceMinor: 33, stableMinor: 35, source: 'https://kep.k8s.io/3619' },
  [Feature.PRE_STOP_SLEEP]: { sinceMinor: 30, stableMinor: 34, source: 'https://kep.k8s.io/3960' },
  [Feature.IMAGE_VOLUME]: { sinceMinor: 35, stableMinor: 36, source: 'https://kep.k8s.io/4639' },
  [Feature.MUTATING_ADMISSION_POLICY]: { sinceMinor: 36, stableMinor: 36, source: 'https://kep.k8s.io/3962' },
};
