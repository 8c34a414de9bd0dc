import { errors } from './errors';

/** First fixed version of each minor that Kubeflow Pipelines 2.17 works with. */
const FIRST_OF_3_7 = 15;
const FIRST_OF_4_0 = 8;

/**
 * @returns the version as the tag of its images, for example `v3.7.15`
 * @throws if it is not one that Kubeflow Pipelines work with, or has a known hole
 */
export function argoTag(version: string, path: string): string {
  const [, major, minor, patch] = (/^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? []).map(Number);
  const fixed =
    (major === 3 && minor === 7 && (patch ?? 0) >= FIRST_OF_3_7) ||
    (major === 4 && minor === 0 && (patch ?? 0) >= FIRST_OF_4_0) ||
    (major === 4 && (minor ?? 0) > 0);
  if (!fixed) throw errors.argoVersion(version, path);
  return `v${version}`;
}
