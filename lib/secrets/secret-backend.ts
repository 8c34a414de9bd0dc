import { type Construct } from 'constructs';
import { type SecretRef } from '../platform';
import { requireSecretRef } from '../platform/secret-ref';
import { type TrustZone } from '../workload';
import { errors } from './errors';
import { ExternalSecrets } from './external-secrets';
import { type SecretProvider } from './secret-provider';
import { SecretProviderClasses } from './secret-provider-classes';
import { requireVaultOcid } from './vault-ocid';
import { type ExternalSecretsOptions, type SecretsStoreCsiProps } from './secret-backend-props';

/** How a backend brings secrets into a zone. */
export interface SecretDelivery {
  /** Writes what one more secret needs. */
  add(secret: SecretRef): void;
  /**
   * Source of the volume with a secret.
   * @default - a Kubernetes Secret of that name
   */
  readonly volumeSource?: (secret: SecretRef) => object;
}

/** How Secrets come into a zone. None of the ways lets a value pass through the program. */
export class SecretBackend {
  /**
   * The External Secrets Operator copies them from a provider and refreshes them. The files of running pods follow.
   * @throws if the time between two refreshes is out of range
   */
  public static externalSecrets(provider: SecretProvider, options: ExternalSecretsOptions = {}): SecretBackend {
    const minutes = options.refreshMinutes ?? 60;
    if (!Number.isInteger(minutes) || minutes < 15 || minutes > 1440) throw errors.refreshOutOfRange(minutes);
    return new SecretBackend(
      provider._parts.name,
      (zone, scope) => new ExternalSecrets(scope, 'External', { zone, provider, minutes }),
    );
  }

  /**
   * The CSI driver for secrets, with Oracle's provider: files in the pod, no Kubernetes Secret. It authenticates as the pod's own
   * ServiceAccount. Of the driver, one region for all vaults of a cluster, and a privileged DaemonSet.
   * @throws if the vault is none
   */
  public static secretsStoreCsi(props: SecretsStoreCsiProps): SecretBackend {
    const vaultId = requireVaultOcid(props.vaultId);
    return new SecretBackend(
      `OCI Vault ${vaultId}`,
      (_, scope) => new SecretProviderClasses(scope, 'Classes', { vaultId }),
    );
  }

  /**
   * Somebody else makes them.
   * @param secrets what there is; undefined for whatever is asked for
   * @throws if one of them is not a reference
   */
  public static existing(...secrets: SecretRef[]): SecretBackend {
    const backend = new SecretBackend('the Secrets that exist already', () => ({ add: () => undefined }));
    return secrets.length === 0 ? backend : backend.holding(secrets);
  }

  private constructor(
    /** What it is called in messages. */
    readonly name: string,
    private readonly open: (zone: TrustZone, scope: Construct) => SecretDelivery,
    private readonly held?: readonly SecretRef[],
  ) {}

  /**
   * @returns the same, known to hold these secrets only: a workload that reads another one is an error
   * @throws if one of them is not a reference
   */
  public holding(secrets: SecretRef[]): SecretBackend {
    return new SecretBackend(
      this.name,
      this.open,
      secrets.map((secret) => requireSecretRef('SecretBackend', secret)),
    );
  }

  /** Whether it has the secret, as far as that is known. */
  public provides(secret: SecretRef): boolean {
    return this.held === undefined || this.held.some((each) => each.equals(secret));
  }

  /** @internal */
  _deliverTo(zone: TrustZone, scope: Construct): SecretDelivery {
    return this.open(zone, scope);
  }
}
