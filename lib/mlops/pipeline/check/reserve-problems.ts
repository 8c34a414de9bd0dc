import { type ContainerLimits } from '../../../workload/pod-demand';
import { type PipelineDocuments } from '../ir/pipeline-ir';
import { problems } from './problems';
import { quantity } from './quantities';

/**
 * Steps whose pods the zone's LimitRange would refuse.
 * @param largest container of a run's pod, as the zone has room for it; undefined where nothing is reserved for runs
 */
export function reserveProblems({ spec }: PipelineDocuments, largest: ContainerLimits | undefined): string[] {
  if (largest === undefined) return [];
  return Object.entries(spec.deploymentSpec?.executors ?? {}).flatMap(([label, { container }]) => {
    const { resourceCpuLimit: cpu, resourceMemoryLimit: memory } = container?.resources ?? {};
    const millicores = (quantity(cpu) ?? 0) * 1000;
    const kibibytes = (quantity(memory) ?? 0) / 1024;
    return [
      ...(millicores > largest.cpuMillicores
        ? [problems.overReserve(label, `${cpu} CPU`, `${largest.cpuMillicores}m`)]
        : []),
      ...(kibibytes > largest.memoryKibibytes
        ? [problems.overReserve(label, `${memory} memory`, `${largest.memoryKibibytes / 1024}Mi`)]
        : []),
    ];
  });
}
