import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type Platform } from '../platform';
import { errors } from './errors';
import { LabelKey } from './labels';
import { podSecurityLabels } from './pod-security-labels';

interface ZoneNamespaceProps {
  readonly zoneId: string;
  readonly namespace: string;
  readonly platform: Platform;
}

/** The Namespace and what holds for every pod in it from the first moment. */
export class ZoneNamespace extends Construct {
  constructor(scope: Construct, id: string, props: ZoneNamespaceProps) {
    super(scope, id);
    const { namespace } = props;
    if (namespace === 'default' || namespace.startsWith('kube-'))
      throw errors.reservedNamespace(namespace, this.node.path);
    const object = new k8s.KubeNamespace(this, 'Namespace', {
      metadata: { name: namespace, labels: { [LabelKey.ZONE]: props.zoneId, ...podSecurityLabels(props.platform) } },
    });
    // cdk8s writes the chart's namespace on every object, also on those that stand in none
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    new k8s.KubeNetworkPolicy(this, 'DefaultDeny', {
      metadata: { name: 'default-deny', namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    // Kubernetes makes this account in every namespace; a pod that names none must not get its token (CIS 5.1.5)
    new k8s.KubeServiceAccount(this, 'DefaultServiceAccount', {
      metadata: { name: 'default', namespace },
      automountServiceAccountToken: false,
    });
  }
}
