import { type TrustZone } from './trust-zone';

const SYMBOL = Symbol.for('cdk8s-secure-llm.TrustZone');

/** Makes the construct one that {@link isTrustZone} knows. */
export function markTrustZone(construct: TrustZone): void {
  Object.defineProperty(construct, SYMBOL, { value: true });
}

/** Whether the construct is a zone; works across duplicate installations of this package. */
export function isTrustZone(construct: unknown): construct is TrustZone {
  return typeof construct === 'object' && construct !== null && SYMBOL in construct;
}
