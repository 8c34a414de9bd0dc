import { randomBytes } from 'node:crypto';
import { type SecretValues } from './pod-files';

export const SYSTEM_PROMPT = 'You are the assistant of a small bicycle shop. Opening hours are nine to five.';

/** Makes up one value per Secret key, the same for every pod that mounts it: what an operator would have put there. */
export function madeUpSecrets(): SecretValues & { readonly values: ReadonlyMap<string, string> } {
  const values = new Map<string, string>();
  const secrets = (secretName: string, key: string): string => {
    const id = `${secretName}/${key}`;
    const value = values.get(id) ?? (id.includes('system-prompt') ? SYSTEM_PROMPT : randomBytes(32).toString('hex'));
    values.set(id, value);
    return value;
  };
  return Object.assign(secrets, { values });
}
