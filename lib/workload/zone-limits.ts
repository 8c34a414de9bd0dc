import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { errors } from './errors';
import {
  containerLimits,
  type CountedPods,
  declaredQuota,
  quotaNeeded,
  quotaQuantity,
  quotaWithRoom,
} from './quota-sums';
import { type PodReserve } from './pod-reserve';
import { type TrustZoneProps } from './trust-zone-props';

interface ZoneLimitsProps extends TrustZoneProps {
  readonly members: () => CountedPods[];
  readonly reserve: () => PodReserve | undefined;
}

/** How much the pods of a zone may take together, and a single container at most. */
export class ZoneLimits extends Construct {
  constructor(scope: Construct, id: string, props: ZoneLimitsProps) {
    super(scope, id);
    const pods = (): CountedPods[] => [...props.members(), ...[props.reserve() ?? []].flat()];
    const chosen = declaredQuota(props, this.node.path);
    new k8s.KubeResourceQuota(this, 'ResourceQuota', {
      metadata: { name: 'zone' },
      spec: Lazy.any({
        produce: () => ({ hard: quantities({ ...quotaWithRoom(pods()), ...chosen, ...EXPOSURE }) }),
      }) as k8s.ResourceQuotaSpec,
    });
    new k8s.KubeLimitRange(this, 'LimitRange', {
      metadata: { name: 'containers' },
      spec: Lazy.any({
        produce: () => ({ limits: [containerLimits(pods(), props.reserve()?.containerDefault)] }),
      }) as k8s.LimitRangeSpec,
    });
    this.node.addValidation({
      validate: () => {
        const short = Object.entries(quotaNeeded(pods())).filter(([key, sum]) => sum > (chosen[key] ?? sum));
        return short.map(([key, sum]) => {
          const written = (amount: number) => quotaQuantity(key, amount);
          return errors.quotaTooSmall(key, written(chosen[key] ?? 0), written(sum), this.node.path).message;
        });
      },
    });
  }
}

/** A zone is reached through its ClusterIP Services only. */
const EXPOSURE = { 'services.nodeports': 0, 'services.loadbalancers': 0 };

function quantities(amounts: Readonly<Record<string, number>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(
    Object.entries(amounts).map(([key, amount]) => [key, k8s.Quantity.fromString(quotaQuantity(key, amount))]),
  );
}
