import { type NodeCapacity } from '../node-capacity';
import { type KubernetesExecutor, type PipelineDocuments, type ResourceSpec } from '../ir/pipeline-ir';
import { problems } from './problems';
import { quantity } from './quantities';

/** What the nodes are called on the platform. */
export interface NodeNames {
  /** Resource name of GPUs. */
  readonly gpuResourceName: string;
  /** Key of the taint on GPU nodes. */
  readonly gpuTaintKey: string;
}

/** Steps that fit on no node of any pool; none is known where no pools are. */
export function capacityProblems(
  { spec, platform }: PipelineDocuments,
  pools: readonly NodeCapacity[],
  names: NodeNames,
): string[] {
  if (pools.length === 0) return [];
  const settings = platform?.platforms?.kubernetes?.deploymentSpec?.executors ?? {};
  return Object.entries(spec.deploymentSpec?.executors ?? {}).flatMap(([label, { container }]) => {
    const demand = new Demand(container?.resources ?? {}, settings[label] ?? {});
    const reasons = pools.map((pool) => demand.missingIn(pool, names));
    if (reasons.some((missing) => missing.length === 0)) return [];
    const shown = pools.map(({ name }, i) => `pool "${name}" ${reasons[i]?.join(', ')}`);
    return [problems.noNode(label, demand.toString(), shown)];
  });
}

/** What one executor asks of a node. */
class Demand {
  constructor(
    private readonly resources: ResourceSpec,
    private readonly settings: KubernetesExecutor,
  ) {}

  missingIn(pool: NodeCapacity, { gpuResourceName, gpuTaintKey }: NodeNames): string[] {
    const { accelerator } = this.resources;
    const cpu = quantity(this.cpu) ?? 0;
    const memory = quantity(this.memory) ?? 0;
    const gpus = accelerator?.resourceType === gpuResourceName ? pool.gpus : 0;
    const taints = pool._taintKeys ?? (pool.gpus > 0 ? [gpuTaintKey] : []);
    const labels = Object.entries(this.settings.nodeSelector?.labels ?? {});
    const poolMemory = pool.memory === undefined ? Infinity : pool.memory.toKibibytes() * 1024;
    return [
      ...(cpu * 1000 > (pool.cpuMillicores ?? Infinity) ? [`has ${pool.cpuMillicores}m CPU`] : []),
      ...(memory > poolMemory ? [`has ${poolMemory / 2 ** 30}Gi memory`] : []),
      ...(accelerator !== undefined && Number(accelerator.resourceCount) > gpus
        ? [`has ${gpus} of ${accelerator.resourceType}`]
        : []),
      ...labels.filter(([key, value]) => pool.labels[key] !== value).map(([key]) => `lacks label ${key}`),
      ...taints.filter((key) => !this.tolerates(key)).map((key) => `has the taint ${key}`),
    ];
  }

  toString(): string {
    const { accelerator } = this.resources;
    const labels = Object.keys(this.settings.nodeSelector?.labels ?? {});
    return [
      `${this.cpu ?? 'no'} CPU`,
      `${this.memory ?? 'no'} memory`,
      ...(accelerator === undefined ? [] : [`${accelerator.resourceCount} of ${accelerator.resourceType}`]),
      ...(labels.length === 0 ? [] : [`a node with ${labels.join(', ')}`]),
    ].join(', ');
  }

  private get cpu(): string | undefined {
    return this.resources.resourceCpuRequest ?? this.resources.resourceCpuLimit;
  }

  private get memory(): string | undefined {
    return this.resources.resourceMemoryRequest ?? this.resources.resourceMemoryLimit;
  }

  private tolerates(key: string): boolean {
    return (this.settings.tolerations ?? []).some((each) => each.key === key || each.key === undefined);
  }
}
