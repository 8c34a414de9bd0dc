import { type Platform } from '../platform';
import { LabelKey } from './labels';

/** Labels that make a namespace enforce Pod Security restricted as the platform's Kubernetes version defines it. */
export function podSecurityLabels(platform: Platform): Record<string, string> {
  const modes = ['enforce', 'audit', 'warn'];
  return Object.fromEntries(
    modes.flatMap((mode) => [
      [`${LabelKey.POD_SECURITY}${mode}`, 'restricted'],
      [`${LabelKey.POD_SECURITY}${mode}-version`, `v${platform.kubernetesVersion.toString()}`],
    ]),
  );
}
