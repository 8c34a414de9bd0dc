import { requireDnsSubdomain } from '../../platform/dns-names';
import { errors } from './errors';

/** How the admission webhook of the pipelines' API server comes by its certificate. */
export class WebhookCertificate {
  /** cert-manager issues it in the zone, renews it, and tells the cluster whom to trust. It must be installed. */
  static certManager(): WebhookCertificate {
    return new WebhookCertificate('kfp-api-webhook-cert');
  }

  /**
   * A Secret with the keys `tls.crt` and `tls.key` for the name `ml-pipeline.<namespace>.svc`, which somebody else renews.
   * @param caBundle certificate authority that signed it, PEM in base64: public
   * @throws if the name is not one of a Secret, or the bundle no PEM in base64
   */
  static secret(secretName: string, caBundle: string): WebhookCertificate {
    const pem = Buffer.from(caBundle, 'base64').toString('utf8');
    if (!pem.startsWith('-----BEGIN CERTIFICATE-----')) throw errors.caBundle();
    return new WebhookCertificate(requireDnsSubdomain('secret name', secretName), caBundle);
  }

  private constructor(
    /** Name of the Secret. */
    readonly secretName: string,
    /** Whom the cluster trusts; undefined where cert-manager says it. */
    readonly caBundle?: string,
  ) {}
}
