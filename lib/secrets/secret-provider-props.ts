/** Which vault of Oracle Cloud. */
export interface OciVaultProviderProps {
  /** OCID of the vault, for example from the Terraform outputs. */
  readonly vaultId: string;
  /** Region of the vault, for example `eu-zurich-1`. */
  readonly region: string;
  /**
   * Takes a region that this version of the library does not know.
   * @default false
   */
  readonly allowUnknownRegion?: boolean;
}

/** Which HashiCorp Vault. */
export interface HashiCorpVaultProps {
  /** Address, for example `https://vault.example.com:8200`. */
  readonly server: string;
  /** Role that the Kubernetes authentication of the vault gives the zone's ServiceAccount. */
  readonly role: string;
  /**
   * Where the key-value engine is mounted.
   * @default secret
   */
  readonly mountPath?: string;
  /**
   * Where the Kubernetes authentication is mounted.
   * @default kubernetes
   */
  readonly authMountPath?: string;
  /**
   * What stands before the name of every Secret.
   * @default - nothing
   */
  readonly pathPrefix?: string;
  /**
   * ConfigMap of the zone with the authority of the vault's certificate, under the key `ca.crt`.
   * @default - the authorities of the operator's image
   */
  readonly caConfigMap?: string;
}
