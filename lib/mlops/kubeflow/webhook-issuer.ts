import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

interface WebhookIssuerProps {
  readonly namespace: string;
  readonly serviceName: string;
  readonly secretName: string;
}

/** A self-signed certificate for one Service, by cert-manager: nobody but the API server of Kubernetes has to trust it. */
export class WebhookIssuer extends Construct {
  constructor(scope: Construct, id: string, props: WebhookIssuerProps) {
    super(scope, id);
    const { namespace, serviceName, secretName } = props;
    const host = `${serviceName}.${namespace}.svc`;
    new ApiObject(this, 'Issuer', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: secretName, namespace },
      spec: { selfSigned: {} },
    });
    new ApiObject(this, 'Certificate', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: secretName, namespace },
      spec: {
        secretName,
        issuerRef: { kind: 'Issuer', name: secretName },
        commonName: host,
        dnsNames: [host],
        // who trusts the certificate itself must be told that it may sign
        isCA: true,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        duration: '2160h0m0s',
        renewBefore: '720h0m0s',
        usages: ['server auth', 'digital signature', 'key encipherment', 'cert sign'],
      },
    });
  }
}
