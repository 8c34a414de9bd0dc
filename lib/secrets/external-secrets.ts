import { ApiObject, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type SecretRef } from '../platform';
import { AnnotationKey, type TrustZone } from '../workload';
import { type SecretDelivery } from './secret-backend';
import { type SecretProvider } from './secret-provider';

interface ExternalSecretsProps {
  readonly zone: TrustZone;
  readonly provider: SecretProvider;
  readonly minutes: number;
}

/** Account of a zone as which the operator asks the provider; no pod runs as it. */
export const SECRET_READER = 'secret-reader';
const STORE = 'secrets';
const API_VERSION = 'external-secrets.io/v1';

/** A store and an account of its own for each zone, and one ExternalSecret for each Secret. */
export class ExternalSecrets extends Construct implements SecretDelivery {
  private readonly secrets = new Map<string, SecretRef[]>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExternalSecretsProps,
  ) {
    super(scope, id);
    const { sourceNamespace, reason, spec } = props.provider._parts;
    new k8s.KubeServiceAccount(this, 'Reader', {
      metadata: { name: SECRET_READER },
      automountServiceAccountToken: false,
    });
    new ApiObject(this, 'Store', {
      apiVersion: API_VERSION,
      kind: 'SecretStore',
      metadata: {
        name: STORE,
        ...(reason !== undefined && { annotations: { [AnnotationKey.optOut('secretProvider')]: reason } }),
      },
      spec: { provider: Lazy.any({ produce: () => spec(SECRET_READER, [...this.secrets.values()].flat()) }) as object },
    });
    if (sourceNamespace !== undefined) this.allowReading(sourceNamespace);
  }

  add(secret: SecretRef): void {
    const { secretName } = secret;
    const known = this.secrets.get(secretName);
    if (known !== undefined) {
      known.push(secret);
      known.sort((a, b) => (a.key < b.key ? -1 : 1));
      return;
    }
    const secrets = [secret];
    this.secrets.set(secretName, secrets);
    new ApiObject(this, `Secret-${secretName}`, {
      apiVersion: API_VERSION,
      kind: 'ExternalSecret',
      metadata: { name: secretName },
      spec: {
        refreshPolicy: 'Periodic',
        refreshInterval: `${this.props.minutes}m0s`,
        secretStoreRef: { kind: 'SecretStore', name: STORE },
        // a provider that loses a secret must not take it from pods that are to start
        target: { name: secretName, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: Lazy.any({ produce: () => secrets.map((each) => this.entry(each)) }) as object[],
      },
    });
  }

  private entry(secret: SecretRef): object {
    return { secretKey: secret.key, remoteRef: { ...this.props.provider._parts.remote(secret) } };
  }

  /** In the namespace that the Secrets are taken from. */
  private allowReading(namespace: string): void {
    const name = `${SECRET_READER}-of-${this.props.zone.namespace}`;
    new ApiObject(this, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name, namespace },
      rules: [
        {
          apiGroups: [''],
          resources: ['secrets'],
          resourceNames: Lazy.any({ produce: () => [...this.secrets.keys()].sort() }) as string[],
          verbs: ['get'],
        },
      ],
    });
    new ApiObject(this, 'RoleBinding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: SECRET_READER, namespace: this.props.zone.namespace }],
    });
  }
}
