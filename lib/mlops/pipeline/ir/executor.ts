import { Toleration } from '../../../workload';
import { bytesQuantity, cpuQuantity } from '../../../workload/quantity';
import { type Component } from '../component';
import { renderMounts } from '../step-mounts';
import { type ExecutorSpec, type KubernetesExecutor } from './pipeline-ir';
import { type RenderContext } from './render-context';

/** What the container of a component runs. */
export function executor({ _props }: Component, context: RenderContext): ExecutorSpec {
  const { image, command, args = [], env = [], gpus = 0 } = _props;
  return {
    container: {
      image: context.resolveImage(image).toString(),
      command: [...command],
      ...(args.length > 0 && { args: args.map(({ rendered }) => rendered) }),
      ...(env.length > 0 && { env: env.map((variable) => variable._render() as { name: string; value: string }) }),
      resources: {
        resourceCpuRequest: cpuQuantity(_props.cpuMillicores),
        resourceCpuLimit: cpuQuantity(_props.cpuLimitMillicores ?? _props.cpuMillicores),
        resourceMemoryRequest: bytesQuantity(_props.memory),
        resourceMemoryLimit: bytesQuantity(_props.memoryLimit ?? _props.memory),
        ...(gpus > 0 && {
          // the driver writes it into the limits of the container under this very name
          accelerator: { resourceType: context.platform.gpuResourceName, resourceCount: String(gpus) },
        }),
      },
    },
  };
}

/** What only Kubernetes knows about it. 64-bit numbers are texts in the JSON of protocol buffers. */
export function kubernetesExecutor({ _props }: Component, context: RenderContext): KubernetesExecutor {
  const { mounts = [], nodeSelector, tolerations = [], gpus = 0, timeout } = _props;
  const tolerated = [...tolerations, ...(gpus > 0 ? [Toleration.noSchedule(context.platform.gpuTaintKey)] : [])];
  const distinct = new Map(tolerated.map(({ _toleration }) => [JSON.stringify(_toleration), _toleration]));
  return {
    securityContext: {
      runAsUser: String(_props.uid ?? 10001),
      runAsGroup: String(_props.gid ?? 10001),
      runAsNonRoot: true,
    },
    ...renderMounts(mounts),
    ...(nodeSelector !== undefined && { nodeSelector: { labels: { ...nodeSelector } } }),
    ...(distinct.size > 0 && { tolerations: [...distinct.values()] }),
    ...(timeout !== undefined && { activeDeadlineSeconds: String(timeout.toSeconds()) }),
  };
}
