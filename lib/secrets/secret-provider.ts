import { type SecretRef } from '../platform';
import { requireDnsLabel, requireDnsSubdomain } from '../platform/dns-names';
import { requireOciRegion } from '../platform/oci-region';
import { checkedReason } from '../workload/opt-out';
import { errors } from './errors';
import { requireVaultOcid } from './vault-ocid';
import { type HashiCorpVaultProps, type OciVaultProviderProps } from './secret-provider-props';

/** Where a provider finds a secret. */
export interface RemoteSecret {
  /** Name in the provider. */
  readonly key: string;
  /**
   * Field of what stands under that name.
   * @default - the whole value
   */
  readonly property?: string;
}

/** What a provider is made of. */
interface ProviderParts {
  readonly name: string;
  /** `spec.provider` of the SecretStore, for an account of its namespace and the secrets that are read. */
  readonly spec: (serviceAccountName: string, secrets: readonly SecretRef[]) => object;
  readonly remote: (secret: SecretRef) => RemoteSecret;
  /** Namespace in which the account must be allowed to read the Secrets. */
  readonly sourceNamespace?: string;
  /** Why something that keeps no secret will do. */
  readonly reason?: string;
}

/** From where the External Secrets Operator (API external-secrets.io/v1) takes secrets. */
export class SecretProvider {
  /**
   * OCI Vault, through the workload identity of one ServiceAccount per zone; the secret's name there is `SecretRef.vaultName`.
   * Needs an enhanced cluster and a grant to read the secrets (`WorkloadAccess.readSecrets` of the infra API).
   * @throws if the vault or the region is none
   */
  public static ociVault(props: OciVaultProviderProps): SecretProvider {
    const vaultId = requireVaultOcid(props.vaultId);
    const region = requireOciRegion(props.region, props.allowUnknownRegion ?? false);
    return new SecretProvider({
      name: `OCI Vault ${vaultId}`,
      // an empty principalType would mean the identity of the node, which every pod shares
      spec: (name) => ({
        oracle: { vault: vaultId, region, principalType: 'Workload', serviceAccountRef: { name } },
      }),
      remote: ({ vaultName }) => ({ key: vaultName }),
    });
  }

  /**
   * HashiCorp Vault or OpenBao, key-value engine version 2, through the Kubernetes authentication of one ServiceAccount per zone.
   * A Secret is one entry, `<pathPrefix>/<secret name>`, with a field per key.
   * @throws if the server is not reached by https, or a name is not valid
   */
  public static hashiCorpVault(props: HashiCorpVaultProps): SecretProvider {
    const { server, mountPath = 'secret', authMountPath = 'kubernetes', role, pathPrefix, caConfigMap } = props;
    if (!/^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/i.test(server)) throw errors.notHttps(server);
    for (const [what, value] of Object.entries({ mountPath, authMountPath, role, pathPrefix })) {
      if (value !== undefined && !/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(value)) {
        throw errors.badName(what, value, 'letters, digits, dashes and underscores, in parts separated by slashes');
      }
    }
    const trust = caConfigMap && {
      type: 'ConfigMap',
      name: requireDnsSubdomain('caConfigMap', caConfigMap),
      key: 'ca.crt',
    };
    return new SecretProvider({
      name: `Vault ${server}`,
      spec: (name) => ({
        vault: {
          server,
          path: mountPath,
          version: 'v2',
          ...(trust && { caProvider: trust }),
          auth: { kubernetes: { mountPath: authMountPath, role, serviceAccountRef: { name } } },
        },
      }),
      remote: ({ secretName, key }) => ({
        key: pathPrefix === undefined ? secretName : `${pathPrefix}/${secretName}`,
        property: key,
      }),
    });
  }

  /**
   * Secrets of another namespace of the same cluster. Each zone's account may read there what its zone uses, and nothing else.
   * @param sourceNamespace where the Secrets are, under the same names and keys
   * @throws if the namespace is not a DNS label
   */
  public static kubernetes(sourceNamespace: string): SecretProvider {
    const remoteNamespace = requireDnsLabel('sourceNamespace', sourceNamespace);
    return new SecretProvider({
      name: `namespace ${remoteNamespace}`,
      spec: (name) => ({
        kubernetes: {
          remoteNamespace,
          server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
          auth: { serviceAccount: { name } },
        },
      }),
      remote: ({ secretName, key }) => ({ key: secretName, property: key }),
      sourceNamespace: remoteNamespace,
    });
  }

  /**
   * Values that are public and no secrets at all, made from the names: for a laboratory that has no vault.
   * @param reason why that will do, at least 20 characters; it becomes an annotation
   * @throws if the reason is too short
   */
  public static dangerouslyFake(reason: string): SecretProvider {
    return new SecretProvider({
      name: 'the fake provider',
      reason: checkedReason('secretProvider', reason),
      spec: (_, secrets) => ({
        fake: { data: secrets.map(({ vaultName }) => ({ key: vaultName, value: `not-a-secret-${vaultName}` })) },
      }),
      remote: ({ vaultName }) => ({ key: vaultName }),
    });
  }

  private constructor(
    /** @internal */
    readonly _parts: ProviderParts,
  ) {}
}
