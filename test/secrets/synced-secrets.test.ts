import { Testing } from 'cdk8s';
import { type SecretRef } from '../../lib/platform';
import { SecretBackend, SecretProvider, SyncedSecrets } from '../../lib/secrets';
import { HardenedWorkload, Mount, type TrustZone } from '../../lib/workload';
import { declareZone, type Document, workloadProps } from '../workload/declared';
import { KEY, ofKind, PROMPT, VAULT, written, zoneReading } from './declared';

const oci = SecretBackend.externalSecrets(SecretProvider.ociVault({ vaultId: VAULT, region: 'eu-zurich-1' }));
const problems = (zone: TrustZone): string[] => zone.node.root.node.findAll().flatMap((each) => each.node.validate());
const DIGEST = 'secure-llm.dev/secrets-sha256';

describe('synced secrets', () => {
  it('bring what is mounted after they were declared too, and the same bytes in any order', () => {
    const early = zoneReading([KEY, PROMPT]);
    new SyncedSecrets(early, 'Secrets', { backend: oci });
    const late = declareZone();
    new SyncedSecrets(late, 'Secrets', { backend: oci });
    const server = new HardenedWorkload(late, 'server', workloadProps());
    server.addMount(Mount.secretFile(PROMPT, '/etc/secrets/1'));
    server.addMount(Mount.secretFile(KEY, '/etc/secrets/0'));
    expect(Testing.synth(late)).toEqual(Testing.synth(early));
  });

  it('write nothing for Secrets that exist', () => {
    const documents = written(SecretBackend.existing());
    expect(documents).toEqual(Testing.synth(zoneReading([KEY, PROMPT])));
  });

  it('refuse a secret that the backend is known not to have', () => {
    const zone = zoneReading([KEY, PROMPT]);
    new SyncedSecrets(zone, 'Secrets', { backend: oci.holding([PROMPT]) });
    expect(problems(zone)).toContainEqual(
      expect.stringMatching(
        /^secret server-hop\/key, which a workload of zone guardrail reads, is not in OCI Vault ocid1\.vault\..*; add server-hop_key there/,
      ),
    );
    const there = zoneReading([KEY]);
    new SyncedSecrets(there, 'Secrets', { backend: SecretBackend.existing(KEY) });
    expect(problems(there)).toEqual([]);
  });

  it('must answer for every zone that reads secrets, once one zone has them', () => {
    const app = Testing.app();
    new SyncedSecrets(zoneReading([KEY], app, 'first'), 'Secrets', { backend: oci });
    const second = zoneReading([PROMPT], app, 'second');
    declareZone(app, 'third');
    expect(problems(second)).toEqual([
      expect.stringContaining('zone second has no SyncedSecrets, but its workloads read server-prompt/Prompt.txt'),
    ]);
  });

  it('are one for each zone', () => {
    const zone = zoneReading([KEY]);
    new SyncedSecrets(zone, 'Secrets', { backend: oci });
    expect(() => new SyncedSecrets(zone, 'More', { backend: oci })).toThrow('zone guardrail has SyncedSecrets already');
  });

  describe('with versions', () => {
    const templates = (versions: Record<string, string>, secrets: SecretRef[]): Document[] =>
      ofKind(written(oci, secrets, versions), 'Deployment').map(({ spec }) => spec.template);

    it('replace the pods that read them at start, when one of theirs has changed', () => {
      const [first] = templates({ 'server-hop_key': '1' }, [KEY]);
      const [second] = templates({ 'server-hop_key': '2' }, [KEY]);
      expect(first.metadata.annotations[DIGEST]).toMatch(/^[0-9a-f]{64}$/);
      expect(second.metadata.annotations[DIGEST]).not.toBe(first.metadata.annotations[DIGEST]);
      expect(second.spec).toEqual(first.spec);
    });

    it('leave pods alone that read none of the changed ones', () => {
      const [before] = templates({ 'server-hop_key': '1', another_key: '1' }, [KEY]);
      const [after] = templates({ 'server-hop_key': '1', another_key: '2' }, [KEY]);
      expect(after).toEqual(before);
      const [unknown] = templates({ another_key: '1' }, [KEY]);
      expect(unknown.metadata.annotations?.[DIGEST]).toBeUndefined();
    });

    it('leave pods alone that read their files again', () => {
      const zone = declareZone();
      const mounts = [Mount.secretFile(KEY, '/etc/secrets/0')];
      new HardenedWorkload(zone, 'server', workloadProps({ mounts, rereadsSecrets: true }));
      new SyncedSecrets(zone, 'Secrets', { backend: oci, versions: { 'server-hop_key': '1' } });
      const [deployment] = ofKind(Testing.synth(zone), 'Deployment');
      expect(deployment.spec.template.metadata.annotations?.[DIGEST]).toBeUndefined();
    });
  });
});
