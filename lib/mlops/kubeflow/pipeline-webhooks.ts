import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelKey } from '../../workload';
import { type WebhookCertificate } from './webhook-certificate';

interface PipelineWebhooksProps {
  readonly namespace: string;
  readonly serviceName: string;
  readonly port: number;
  readonly certificate: WebhookCertificate;
}

const NAME = 'pipelineversions.pipelines.kubeflow.org';

/**
 * The webhooks through which every PipelineVersion of the namespace passes. Of this namespace only: those of others must not
 * wait for this API server.
 */
export class PipelineWebhooks extends Construct {
  constructor(scope: Construct, id: string, props: PipelineWebhooksProps) {
    super(scope, id);
    this.declare('Mutating', '/webhooks/mutate-pipelineversion', props);
    this.declare('Validating', '/webhooks/validate-pipelineversion', props);
  }

  private declare(type: 'Mutating' | 'Validating', path: string, props: PipelineWebhooksProps): void {
    const { namespace, serviceName, port, certificate } = props;
    const { secretName, caBundle } = certificate;
    new ApiObject(this, type, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: `${type}WebhookConfiguration`,
      metadata: {
        name: `${namespace}.${NAME}`,
        ...(caBundle === undefined && {
          annotations: { 'cert-manager.io/inject-ca-from': `${namespace}/${secretName}` },
        }),
      },
      webhooks: [
        {
          name: NAME,
          admissionReviewVersions: ['v1'],
          clientConfig: {
            service: { namespace, name: serviceName, port, path },
            ...(caBundle !== undefined && { caBundle }),
          },
          failurePolicy: 'Fail',
          matchPolicy: 'Exact',
          sideEffects: 'None',
          timeoutSeconds: 10,
          namespaceSelector: { matchLabels: { [LabelKey.NAMESPACE_NAME]: namespace } },
          rules: [
            {
              apiGroups: ['pipelines.kubeflow.org'],
              apiVersions: ['v2beta1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pipelineversions'],
              scope: 'Namespaced',
            },
          ],
        },
      ],
    });
  }
}
