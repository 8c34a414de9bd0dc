import { type Upstream } from './guard-tier';
import { canonicalJson } from './rules/canonical-json';

/** Number of the format that the guard reads. */
const FORMAT = 1;

/** @returns models and next hops as the guard reads them from `models.json`, in its one form */
export function modelsFileText(upstreams: readonly Upstream[]): string {
  const models = upstreams.map(({ model, url, keyFile }) => ({
    model,
    url,
    ...(keyFile !== undefined && { keyFile }),
  }));
  return canonicalJson({ format: FORMAT, models });
}
