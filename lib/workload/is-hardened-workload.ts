import { type HardenedWorkload } from './hardened-workload';

const SYMBOL = Symbol.for('cdk8s-secure-llm.HardenedWorkload');

/** Marks the object as a workload. */
export function markHardenedWorkload(workload: object): void {
  Object.defineProperty(workload, SYMBOL, { value: true });
}

/** In a file of its own, so that zones can ask without importing workloads, which import zones. */
export function isHardenedWorkload(construct: unknown): construct is HardenedWorkload {
  return typeof construct === 'object' && construct !== null && SYMBOL in construct;
}
