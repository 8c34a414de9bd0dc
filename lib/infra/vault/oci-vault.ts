import { Construct } from 'constructs';
import { type SecretRef } from '../../platform';
import { requireOciRegion } from '../../platform/oci-region';
import { requireSecretRef } from '../../platform/secret-ref';
import { KmsVault } from '../bindings/kms-vault';
import { KmsVaultReplication } from '../bindings/kms-vault-replication';
import { VaultSecret } from '../bindings/vault-secret';
import { errors } from '../errors';
import { Ocid } from '../ocid';
import { type OciVaultProps, type SecretReplica, type VaultSecretOptions } from './oci-vault-props';
import { installTerraformChecks } from '../rules/terraform-checks';
import { VaultKey } from './vault-key';
import { KeyUse } from './vault-key-props';
import { VaultType } from './vault-type';
import { requireWhole } from '../whole-number';

const MOST_REPLICAS = 3;
/** Names of keys become parts of names in the configuration, so only what can stand there is taken. */
const KEY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** What the API takes as the name of a secret. */
const LONGEST_SECRET_NAME = 255;

/**
 * A vault with its keys and secrets. The vault makes up every secret's value: none stands in a program, a plan or a state. A
 * secret whose value people write, such as a system prompt, gets its text as a new version of the same secret, which Terraform
 * leaves alone.
 */
export class OciVault extends Construct {
  /** OCID of the vault. */
  public readonly vaultId: string;
  /** OCID of the compartment. */
  public readonly compartmentId: string;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: KmsVault;

  private readonly rotationDays?: number;
  private readonly deletionProtection: boolean;
  private readonly secretReplicas: readonly SecretReplica[];
  private readonly keys = new Map<string, VaultKey>();
  private readonly secretsByName = new Map<string, VaultSecret>();

  /** @throws if an OCID or region is none, a number is out of range, or a shared vault is to be replicated */
  public constructor(scope: Construct, id: string, props: OciVaultProps) {
    super(scope, id);
    installTerraformChecks(this);
    const vaultType = props.vaultType ?? VaultType.VIRTUAL_PRIVATE;
    this.compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    this.rotationDays =
      vaultType === VaultType.SHARED
        ? undefined
        : requireWhole('keyRotationDays', props.keyRotationDays ?? 90, 60, 365, 'days');
    this.deletionProtection = props.deletionProtection ?? true;
    this.secretReplicas = (props.secretReplicas ?? []).map(checkedReplica);
    if (this.secretReplicas.length > MOST_REPLICAS) {
      throw errors.tooMany('secretReplicas', this.secretReplicas.length, MOST_REPLICAS);
    }

    this.resource = new KmsVault(this, 'vault', {
      compartmentId: this.compartmentId,
      displayName: props.displayName ?? id,
      vaultType,
      lifecycle: { preventDestroy: this.deletionProtection },
    });
    this.vaultId = this.resource.id;
    if (props.replicaRegion !== undefined) this.replicate(props.replicaRegion, vaultType);
    for (const secret of props.secrets ?? []) this.secret(secret);
  }

  /**
   * An AES key with 256 bits that encrypts what is named; the same key for the same name.
   * @param name what it encrypts, for example `cluster-secrets`
   * @throws if that cannot be a name
   */
  public encryptionKey(name: string): VaultKey {
    return this.key(name, KeyUse.ENCRYPTION);
  }

  /**
   * An RSA key with 4096 bits that signs container images; the same key for the same name.
   * @param name what it signs, for example `images`
   * @throws if that cannot be a name
   */
  public signingKey(name: string): VaultKey {
    return this.key(name, KeyUse.SIGNING);
  }

  /**
   * A secret that the vault makes up, under the name that every workload with the same reference reads it by; the same secret
   * for the same reference.
   * @throws if the reference is none, its name is longer than a vault takes, or a number is out of range
   */
  public secret(reference: SecretRef, options: VaultSecretOptions = {}): VaultSecret {
    const { vaultName } = requireSecretRef('OciVault.secret', reference);
    const made = this.secretsByName.get(vaultName);
    if (made !== undefined) return made;
    if (vaultName.length > LONGEST_SECRET_NAME) {
      throw errors.badName('secret', vaultName, `at most ${LONGEST_SECRET_NAME} characters, so shorten name or key`);
    }
    const passphraseLength = requireWhole('length', options.length ?? 32, 16, 128, 'characters');
    const secret = new VaultSecret(this, `secret-${vaultName}`, {
      compartmentId: this.compartmentId,
      vaultId: this.vaultId,
      keyId: this.encryptionKey('secrets').keyId,
      secretName: vaultName,
      description: `Key ${reference.key} of Secret ${reference.secretName}`,
      enableAutoGeneration: true,
      secretGenerationContext: {
        generationType: 'PASSPHRASE',
        generationTemplate: 'SECRETS_DEFAULT_PASSWORD',
        passphraseLength,
      },
      secretRules: [
        { ruleType: 'SECRET_REUSE_RULE', isEnforcedOnDeletedSecretVersions: true },
        ...expiry(options.expiresAfterDays),
      ],
      replicationConfig: this.replication(),
    });
    this.secretsByName.set(vaultName, secret);
    return secret;
  }

  /** Each secret's name with the number of its version, which only Terraform knows: `assistant_system-prompt 3`. */
  public get secretVersions(): string[] {
    return [...this.secretsByName]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { currentVersionNumber }]) => `${name} ${currentVersionNumber}`);
  }

  private key(name: string, use: KeyUse): VaultKey {
    if (!KEY_NAME.test(name)) throw errors.badName('key', name, 'at most 100 letters, digits, "-", "_" and "."');
    const id = `${name}-${use}-key`;
    const made = this.keys.get(id);
    if (made !== undefined) return made;
    const key = new VaultKey(this, id, {
      vault: this.resource,
      compartmentId: this.compartmentId,
      displayName: name,
      use,
      rotationDays: this.rotationDays,
      deletionProtection: this.deletionProtection,
    });
    this.keys.set(id, key);
    return key;
  }

  private replicate(region: string, vaultType: VaultType): void {
    if (vaultType === VaultType.SHARED) throw errors.replicaNeedsPrivateVault(this.node.path, region);
    new KmsVaultReplication(this, 'replication', {
      vaultId: this.vaultId,
      replicaRegion: requireOciRegion(region, false),
    });
  }

  private replication() {
    if (this.secretReplicas.length === 0) return undefined;
    return {
      replicationTargets: this.secretReplicas.map(({ region, vaultId, keyId }) => ({
        targetRegion: region,
        targetVaultId: vaultId,
        targetKeyId: keyId,
      })),
    };
  }
}

function checkedReplica({ region, vaultId, keyId }: SecretReplica): SecretReplica {
  return {
    region: requireOciRegion(region, false),
    vaultId: Ocid.require('secretReplicas.vaultId', vaultId, 'vault'),
    keyId: Ocid.require('secretReplicas.keyId', keyId, 'key'),
  };
}

function expiry(days: number | undefined) {
  if (days === undefined) return [];
  return [
    {
      ruleType: 'SECRET_EXPIRY_RULE',
      secretVersionExpiryInterval: `P${requireWhole('expiresAfterDays', days, 1, 90, 'days')}D`,
      isSecretContentRetrievalBlockedOnExpiry: false,
    },
  ];
}
