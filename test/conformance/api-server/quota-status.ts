import { type ApiClient } from './api-client';
import { type KubernetesObject } from './kubernetes-object';

/**
 * Writes what the quota controller would write: without a status the API server admits no pod, and no controller runs.
 *
 * @param used the consumption to report for each hard limit, as a function of that limit
 * @throws when the API server refuses the status
 */
export async function reportQuotaUse(
  client: ApiClient,
  documents: readonly KubernetesObject[],
  used: (hard: string) => string,
): Promise<void> {
  for (const quota of documents.filter(({ kind }) => kind === 'ResourceQuota')) {
    const { hard } = quota['spec'] as { readonly hard: Readonly<Record<string, string>> };
    const status = { hard, used: Object.fromEntries(Object.entries(hard).map(([name, limit]) => [name, used(limit)])) };
    const response = await client.mergeStatus(quota, status);
    if (response.status !== 200) throw new Error(`the quota's status was refused: ${JSON.stringify(response.body)}`);
  }
}
