import { LabelKey } from './labels';
import { type PodProps } from './pod-props';

/** Where the pods run: spread over zones and nodes as far as there are any, never pending for it. */
export function scheduling(name: string, props: PodProps): object {
  const labelSelector = { matchLabels: { [LabelKey.WORKLOAD]: name } };
  const over = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector,
  });
  return {
    topologySpreadConstraints: [over('topology.kubernetes.io/zone'), over('kubernetes.io/hostname')],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } },
        ],
      },
    },
    ...(props.priorityClassName !== undefined && { priorityClassName: props.priorityClassName }),
    ...(props.runtimeClassName !== undefined && { runtimeClassName: props.runtimeClassName }),
    ...(props.nodeSelector !== undefined && { nodeSelector: { ...props.nodeSelector } }),
    ...(props.tolerations?.length && { tolerations: props.tolerations.map((each) => each._toleration) }),
  };
}
