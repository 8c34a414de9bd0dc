import { type OciVault } from '../vault/oci-vault';

/** What makes a registry of images. */
export interface ContainerRegistryProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** Repositories, for example `guard` or `mirror/vllm-openai`. */
  readonly repositories: readonly string[];
  /** The vault that holds the key with which images are signed. */
  readonly vault: OciVault;
}
