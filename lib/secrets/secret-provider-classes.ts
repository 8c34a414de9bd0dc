import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type SecretRef } from '../platform';
import { type SecretDelivery } from './secret-backend';

interface SecretProviderClassesProps {
  readonly vaultId: string;
}

/** One SecretProviderClass for each secret, so that a pod's driver is handed what the pod mounts and nothing else. */
export class SecretProviderClasses extends Construct implements SecretDelivery {
  readonly volumeSource = (secret: SecretRef): object => ({
    csi: {
      driver: 'secrets-store.csi.k8s.io',
      readOnly: true,
      volumeAttributes: { secretProviderClass: className(secret) },
    },
  });

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretProviderClassesProps,
  ) {
    super(scope, id);
  }

  add(secret: SecretRef): void {
    new ApiObject(this, `Class-${className(secret)}`, {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { name: className(secret) },
      spec: {
        provider: 'oci',
        parameters: {
          // as which account the driver asks: the pod's own, not that of the driver or the node
          authType: 'workload',
          vaultId: this.props.vaultId,
          secrets: `- name: ${JSON.stringify(secret.vaultName)}\n  stage: CURRENT\n  fileName: ${JSON.stringify(secret.key)}\n`,
        },
      },
    });
  }
}

/** Keys may have capitals and underscores, names of objects may not. */
function className({ secretName, key, vaultName }: SecretRef): string {
  const slug = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(vaultName).digest('hex').slice(0, 8);
  return `${secretName}-${slug}`.slice(0, 253 - 9).replace(/[-.]$/, '') + `-${hash}`;
}
