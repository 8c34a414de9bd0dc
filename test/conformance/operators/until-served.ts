import { until } from '../assurance/until';
import { type Kubectl } from '../cluster/kubectl';

/**
 * Waits until the API server serves kinds that were just defined.
 *
 * @throws when it does not
 */
export async function untilServed(kubectl: Kubectl, group: string, plurals: readonly string[]): Promise<void> {
  const names = plurals.map((plural) => `${plural}.${group}`);
  const served = await until(
    () => kubectl.run(['api-resources', `--api-group=${group}`, '--output=name']),
    (list) => names.every((name) => list.split('\n').includes(name)),
  );
  if (!names.every((name) => served.includes(name))) throw new Error(`of ${group} are served only ${served}`);
}
