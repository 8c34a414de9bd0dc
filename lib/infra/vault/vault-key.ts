import { Construct } from 'constructs';
import { KmsKey } from '../bindings/kms-key';
import { KeyUse, type VaultKeyProps } from './vault-key-props';

/** Algorithm and length, which the API counts in bytes. */
const SHAPES = {
  [KeyUse.ENCRYPTION]: { algorithm: 'AES', length: 32 },
  [KeyUse.SIGNING]: { algorithm: 'RSA', length: 512 },
};

/** A master key that never leaves the hardware security module. Made by `OciVault`. */
export class VaultKey extends Construct {
  /** OCID of the key. */
  public readonly keyId: string;
  /** OCID of the version that is used at the time of the apply. */
  public readonly keyVersionId: string;
  /** The Terraform resource, for what this class leaves out. */
  public readonly resource: KmsKey;

  public constructor(scope: Construct, id: string, props: VaultKeyProps) {
    super(scope, id);
    this.resource = new KmsKey(this, 'key', {
      compartmentId: props.compartmentId,
      displayName: props.displayName,
      managementEndpoint: props.vault.managementEndpoint,
      keyShape: SHAPES[props.use],
      protectionMode: 'HSM',
      isAutoRotationEnabled: props.rotationDays !== undefined,
      autoKeyRotationDetails:
        props.rotationDays === undefined ? undefined : { rotationIntervalInDays: props.rotationDays },
      lifecycle: { preventDestroy: props.deletionProtection },
    });
    this.keyId = this.resource.id;
    this.keyVersionId = this.resource.currentKeyVersion;
  }
}
