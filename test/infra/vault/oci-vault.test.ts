import { OciVault } from '../../../lib/infra/vault/oci-vault';
import { type OciVaultProps } from '../../../lib/infra/vault/oci-vault-props';
import { VaultType } from '../../../lib/infra/vault/vault-type';
import { TerraformDocument } from '../../../lib/infra/rules/terraform-document';
import { judgeTerraform } from '../../../lib/infra/rules/terraform-judge';
import { SecretRef } from '../../../lib/platform';
import { accepted, COMPARTMENT, emptyStack, KEY, ofType } from '../synthesized';

const PROMPT = SecretRef.key('assistant', 'system-prompt');
const HOP = SecretRef.key('assistant', 'hop-key');
const VAULT = 'ocid1.vault.oc1.eu-frankfurt-1.aaaa.bbbb';
const FRANKFURT = { region: 'eu-frankfurt-1', vaultId: VAULT, keyId: KEY };

function vaultWith(props: Partial<OciVaultProps> = {}): { vault: OciVault; stack: ReturnType<typeof emptyStack> } {
  const stack = emptyStack();
  return { stack, vault: new OciVault(stack, 'vault', { compartmentId: COMPARTMENT, ...props }) };
}

describe('OciVault', () => {
  it('is a virtual private vault that a plan cannot delete', () => {
    expect(ofType(accepted(vaultWith().stack), 'oci_kms_vault')).toMatchObject([
      { vault_type: 'VIRTUAL_PRIVATE', display_name: 'vault', lifecycle: { prevent_destroy: true } },
    ]);
  });

  it('makes up every secret, so that no value stands in the program, the plan or the state', () => {
    const written = accepted(vaultWith({ secrets: [PROMPT, HOP] }).stack);
    const secrets = ofType(written, 'oci_vault_secret');
    expect(secrets.map((secret) => secret.secret_name)).toEqual(['assistant_system-prompt', 'assistant_hop-key']);
    for (const secret of secrets) {
      expect(secret).toMatchObject({
        enable_auto_generation: true,
        secret_generation_context: { generation_type: 'PASSPHRASE', passphrase_length: 32 },
        secret_rules: [{ rule_type: 'SECRET_REUSE_RULE', is_enforced_on_deleted_secret_versions: true }],
      });
      expect(secret).not.toHaveProperty('secret_content');
    }
  });

  it('encrypts secrets with a key of its own that rotates', () => {
    const written = accepted(vaultWith({ secrets: [PROMPT] }).stack);
    expect(ofType(written, 'oci_kms_key')).toMatchObject([
      {
        key_shape: { algorithm: 'AES', length: 32 },
        protection_mode: 'HSM',
        is_auto_rotation_enabled: true,
        auto_key_rotation_details: { rotation_interval_in_days: 90 },
        lifecycle: { prevent_destroy: true },
      },
    ]);
    expect(ofType(written, 'oci_vault_secret')[0].key_id).toMatch(/^\$\{oci_kms_key\.[\w-]+\.id\}$/);
  });

  it('makes one secret for a reference and one key for a name', () => {
    const { vault, stack } = vaultWith();
    expect(vault.secret(PROMPT)).toBe(vault.secret(SecretRef.key('assistant', 'system-prompt')));
    expect(vault.encryptionKey('boot')).toBe(vault.encryptionKey('boot'));
    expect(vault.signingKey('boot')).not.toBe(vault.encryptionKey('boot'));
    expect(ofType(accepted(stack), 'oci_kms_key')).toHaveLength(3);
  });

  it('signs with RSA of 4096 bits, the only kind that the image policy reads', () => {
    const { vault, stack } = vaultWith();
    vault.signingKey('images');
    expect(ofType(accepted(stack), 'oci_kms_key')).toMatchObject([{ key_shape: { algorithm: 'RSA', length: 512 } }]);
  });

  it('lets values expire', () => {
    const { vault, stack } = vaultWith();
    vault.secret(HOP, { expiresAfterDays: 90, length: 64 });
    expect(ofType(accepted(stack), 'oci_vault_secret')).toMatchObject([
      {
        secret_generation_context: { passphrase_length: 64 },
        secret_rules: [{}, { rule_type: 'SECRET_EXPIRY_RULE', secret_version_expiry_interval: 'P90D' }],
      },
    ]);
  });

  it('copies keys and secrets to other regions', () => {
    const { stack } = vaultWith({ secrets: [HOP], replicaRegion: 'eu-frankfurt-1', secretReplicas: [FRANKFURT] });
    const written = accepted(stack);
    expect(ofType(written, 'oci_kms_vault_replication')).toMatchObject([{ replica_region: 'eu-frankfurt-1' }]);
    expect(ofType(written, 'oci_vault_secret')[0].replication_config.replication_targets).toEqual([
      { target_region: 'eu-frankfurt-1', target_vault_id: VAULT, target_key_id: KEY },
    ]);
  });

  it('that is shared does not rotate its keys, which is a finding', () => {
    const { vault, stack } = vaultWith({ vaultType: VaultType.SHARED, deletionProtection: false });
    vault.encryptionKey('boot');
    const { findings } = judgeTerraform([TerraformDocument.of('prod', stack.toTerraform())]);
    expect(findings).toMatchObject([{ rule: 'key-rotation' }]);
  });

  it.each<[string, Partial<OciVaultProps>, string]>([
    ['a compartment of another type', { compartmentId: KEY }, 'is the OCID of a key; expected that of a compartment'],
    ['keys that rotate too often', { keyRotationDays: 30 }, 'keyRotationDays 30 is not allowed'],
    ['keys that rotate at no whole day', { keyRotationDays: 90.5 }, 'expected a whole number of days from 60 to 365'],
    ['a copy in no region', { replicaRegion: 'mars-1' }, 'mars-1'],
    [
      'a copy of a shared vault',
      { vaultType: VaultType.SHARED, replicaRegion: 'eu-frankfurt-1' },
      'cannot be replicated',
    ],
    ['four copies of secrets', { secretReplicas: Array(4).fill(FRANKFURT) }, 'secretReplicas has 4 entries'],
    [
      'a copy in a vault that is none',
      { secretReplicas: [{ ...FRANKFURT, vaultId: KEY }] },
      'expected that of a vault',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => vaultWith(props)).toThrow(message);
  });

  it('refuses what cannot be the name of a key', () => {
    const vault = new OciVault(emptyStack(), 'vault', { compartmentId: COMPARTMENT });
    for (const name of ['', 'a b', 'https://me:word@host', 'x'.repeat(101)]) {
      expect(() => vault.encryptionKey(name)).toThrow('expected at most 100 letters, digits, "-", "_" and "."');
    }
  });

  it('refuses a secret by value, without repeating it', () => {
    const { vault } = vaultWith();
    const byValue = (): unknown => vault.secret('sk-very-secret' as unknown as SecretRef);
    expect(byValue).toThrow('expected a SecretRef');
    expect(byValue).not.toThrow('sk-very-secret');
  });

  it('refuses lengths, ends and names that a vault does not take', () => {
    const { vault } = vaultWith();
    expect(() => vault.secret(HOP, { length: 8 })).toThrow('length 8 is not allowed');
    expect(() => vault.secret(PROMPT, { expiresAfterDays: 365 })).toThrow('expiresAfterDays 365 is not allowed');
    const long = SecretRef.key('a'.repeat(200), 'b'.repeat(60));
    expect(() => vault.secret(long)).toThrow('at most 255 characters');
  });
});
