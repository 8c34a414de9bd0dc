import { type Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { bytesQuantity } from './quantity';
import { TrustZone } from './trust-zone';

/** A volume that outlives the pods. */
export interface VolumeClaimProps {
  /** How much is asked for; a provider may give more. */
  readonly size: Size;
  /**
   * Name of the PersistentVolumeClaim.
   * @default - the construct id
   */
  readonly name?: string;
}

/** A PersistentVolumeClaim for one writer, of the platform's StorageClass. */
export class VolumeClaim extends Construct {
  /** Name of the claim: mount it with `Mount.claim`. */
  readonly claimName: string;

  /** @throws if the scope is in no zone */
  constructor(scope: Construct, id: string, props: VolumeClaimProps) {
    super(scope, id);
    this.claimName = props.name ?? id;
    const { namespace, platform } = TrustZone.of(this);
    new k8s.KubePersistentVolumeClaim(this, 'PersistentVolumeClaim', {
      metadata: { name: this.claimName, namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(platform.storageClass !== undefined && { storageClassName: platform.storageClass }),
        resources: { requests: { storage: k8s.Quantity.fromString(bytesQuantity(props.size)) } },
      },
    });
  }
}
