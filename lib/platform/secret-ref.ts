import { credentialIn } from '../redaction';
import { isDnsSubdomain } from './dns-names';
import { badSecretKey, badSecretName, notASecretRef, secretInSecretRef } from './errors';

const SYMBOL = Symbol.for('cdk8s-secure-llm.SecretRef');

/**
 * Names one key of a Kubernetes Secret. The only way to hand a secret to this library: the value itself never passes
 * through the program, so it cannot reach YAML or a log.
 */
export class SecretRef {
  /** Whether the value is a reference to a secret; works across duplicate installations of this package. */
  public static isSecretRef(value: unknown): value is SecretRef {
    return typeof value === 'object' && value !== null && SYMBOL in value;
  }

  /**
   * A key of a Secret in the namespace of the workload that uses it.
   * @throws if the name is not a DNS-1123 subdomain or the key not one that a Secret may have
   */
  public static key(secretName: string, key: string): SecretRef {
    for (const [part, text] of Object.entries({ name: secretName, key }) as ['name' | 'key', string][]) {
      const credential = credentialIn(text);
      if (credential !== undefined) throw secretInSecretRef(part, credential);
    }
    if (!isDnsSubdomain(secretName)) throw badSecretName();
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..')) throw badSecretKey();
    return new SecretRef(secretName, key);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    /** Key in the Secret's data. */
    public readonly key: string,
  ) {
    Object.defineProperty(this, SYMBOL, { value: true });
  }

  /** Whether both name the same key of a Secret of the same name. */
  public equals(other: SecretRef): boolean {
    return this.secretName === other.secretName && this.key === other.key;
  }

  /**
   * Name of the same secret in a vault that knows one name for each, such as OCI Vault: `<secret name>_<key>`. Names of
   * Secrets have no underscore, so no two references share one.
   */
  public get vaultName(): string {
    return `${this.secretName}_${this.key}`;
  }

  /** `<secret name>/<key>`, for messages. */
  public toString(): string {
    return `${this.secretName}/${this.key}`;
  }
}

/**
 * For programs that no compiler checked: the value itself in place of its reference must not get further, nor into a message.
 * @throws if the value is not a reference
 */
export function requireSecretRef(purpose: string, value: unknown): SecretRef {
  if (!SecretRef.isSecretRef(value)) throw notASecretRef(purpose, typeof value);
  return value;
}
