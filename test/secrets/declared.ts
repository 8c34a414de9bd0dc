import { type App, Testing } from 'cdk8s';
import { SecretRef } from '../../lib/platform';
import { HardenedWorkload, Mount, type TrustZone } from '../../lib/workload';
import { type SecretBackend, SyncedSecrets } from '../../lib/secrets';
import { declareZone, type Document, workloadProps } from '../workload/declared';

export const VAULT = 'ocid1.vault.oc1.eu-zurich-1.bzexample.abtheljrexample';
export const KEY = SecretRef.key('server-hop', 'key');
export const PROMPT = SecretRef.key('server-prompt', 'Prompt.txt');

/** A zone with a workload that mounts the secrets. */
export function zoneReading(secrets: readonly SecretRef[], app: App = Testing.app(), id = 'guardrail'): TrustZone {
  const zone = declareZone(app, id);
  const mounts = secrets.map((secret, index) => Mount.secretFile(secret, `/etc/secrets/${index}`));
  new HardenedWorkload(zone, 'server', workloadProps({ mounts }));
  return zone;
}

/** What is written for a zone with one workload that mounts the secrets, from the backend. */
export function written(
  backend: SecretBackend,
  secrets: readonly SecretRef[] = [KEY, PROMPT],
  versions = {},
): Document[] {
  const zone = zoneReading(secrets);
  new SyncedSecrets(zone, 'Secrets', { backend, versions });
  return Testing.synth(zone);
}

export const ofKind = (documents: readonly Document[], kind: string): Document[] =>
  documents.filter((document) => document.kind === kind);
