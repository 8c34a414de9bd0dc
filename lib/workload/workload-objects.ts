import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type HardenedWorkload } from './hardened-workload';
import { LabelKey } from './labels';

interface WorkloadObjectsProps {
  readonly workload: HardenedWorkload;
  readonly maxDisruptedPods: number;
}

/** What stands beside the Deployment: its ServiceAccount, its disruption budget and, if it serves, its Service. */
export class WorkloadObjects extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadObjectsProps) {
    super(scope, id);
    const { name, ports } = props.workload;
    const metadata = () => ({ name, labels: props.workload.podLabels });
    const identity = { [LabelKey.WORKLOAD]: name };

    new k8s.KubeServiceAccount(this, 'ServiceAccount', { metadata: metadata(), automountServiceAccountToken: false });
    new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', {
      metadata: metadata(),
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(props.maxDisruptedPods),
        selector: { matchLabels: identity },
        // a pod that is not ready anyway must not hold up the drain of its node
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
    if (ports.length > 0) {
      new k8s.KubeService(this, 'Service', {
        metadata: metadata(),
        spec: {
          type: 'ClusterIP',
          selector: identity,
          ports: ports.map(({ name, number, protocol }) => ({
            name,
            port: number,
            targetPort: k8s.IntOrString.fromNumber(number),
            protocol,
          })),
        },
      });
    }
  }
}
