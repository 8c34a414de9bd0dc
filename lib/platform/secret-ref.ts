import { requireDnsSubdomain } from './dns-names';
import { badSecretKey } from './errors';

/**
 * Names one key of a Kubernetes Secret. The only way to hand a secret to this library: the value itself never passes
 * through the program, so it cannot reach YAML or a log.
 */
export class SecretRef {
  /**
   * A key of a Secret in the namespace of the workload that uses it.
   * @throws if the name is not a DNS-1123 subdomain or the key not one that a Secret may have
   */
  public static key(secretName: string, key: string): SecretRef {
    requireDnsSubdomain('secret name', secretName);
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..')) throw badSecretKey(key);
    return new SecretRef(secretName, key);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    /** Key in the Secret's data. */
    public readonly key: string,
  ) {}

  /** Whether both name the same key of a Secret of the same name. */
  public equals(other: SecretRef): boolean {
    return this.secretName === other.secretName && this.key === other.key;
  }

  /** `<secret name>/<key>`, for messages. */
  public toString(): string {
    return `${this.secretName}/${this.key}`;
  }
}
