import { type SecretRef } from '../platform';
import { requireSecretRef } from '../platform/secret-ref';
import { errors } from './errors';
import { checkedReason } from './opt-out';

/** Short enough to be part of an annotation key. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,49}$/;
/** Names that usually hold a credential. A path to one (`…_FILE`, `…_PATH`) is fine. */
const CREDENTIAL = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;

/** One environment variable of a container. */
export class EnvVar {
  /**
   * A fixed, public value.
   * @throws if the name is not an identifier, or looks like that of a credential: secrets are mounted as files
   */
  static value(name: string, value: string): EnvVar {
    if (CREDENTIAL.test(name)) throw errors.credentialInEnv(name);
    return new EnvVar(name, { value });
  }

  /**
   * A field of the pod through the downward API.
   * @param fieldPath for example `metadata.name` or `status.podIP`
   * @throws if the name is not an identifier
   */
  static fromPodField(name: string, fieldPath: string): EnvVar {
    return new EnvVar(name, { valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } });
  }

  /**
   * An annotation of the pod through the downward API.
   * @param annotation its key
   * @throws if the name is not an identifier
   */
  static fromAnnotation(name: string, annotation: string): EnvVar {
    return EnvVar.fromPodField(name, `metadata.annotations['${annotation}']`);
  }

  /**
   * A secret in the environment, for an image that cannot read a file. The environment is inherited by every child
   * process and shows in crash dumps; the reason becomes an annotation.
   * @param reason why the image cannot read a file, at least 20 characters
   * @throws if the name is not an identifier or the reason is too short
   */
  static dangerouslyFromSecret(name: string, secret: SecretRef, reason: string): EnvVar {
    requireSecretRef(`the variable ${name}`, secret);
    const source = { valueFrom: { secretKeyRef: { name: secret.secretName, key: secret.key, optional: false } } };
    return new EnvVar(name, source, checkedReason(`env.${name}`, reason), secret);
  }

  private constructor(
    /** Name of the variable. */
    readonly name: string,
    private readonly source: object,
    /**
     * Why a secret stands here, if one does.
     * @internal
     */
    readonly _secretReason?: string,
    /**
     * The secret that stands here, if one does.
     * @internal
     */
    readonly _secret?: SecretRef,
  ) {
    if (!NAME.test(name)) throw errors.envName(name);
  }

  /**
   * The entry in `env`.
   * @internal
   */
  _render(): object {
    return { name: this.name, ...this.source };
  }
}
