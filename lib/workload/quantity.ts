import { type Size, SizeRoundingBehavior } from 'cdk8s';

/** A size as Kubernetes writes it, in the largest binary unit that holds it exactly. */
export function bytesQuantity(size: Size): string {
  const kibibytes = size.toKibibytes({ rounding: SizeRoundingBehavior.FAIL });
  if (kibibytes % (1024 * 1024) === 0) return `${kibibytes / (1024 * 1024)}Gi`;
  return kibibytes % 1024 === 0 ? `${kibibytes / 1024}Mi` : `${kibibytes}Ki`;
}

/** Thousandths of a CPU as Kubernetes writes them. */
export function cpuQuantity(millicores: number): string {
  return millicores % 1000 === 0 ? `${millicores / 1000}` : `${millicores}m`;
}
