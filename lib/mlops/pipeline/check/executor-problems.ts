import { EnvVar, ImageRef } from '../../../workload';
import { type ContainerSpec, type PipelineSpec, type ResourceSpec } from '../ir/pipeline-ir';
import { placeholderProblems } from './placeholder-problems';
import { problems } from './problems';
import { quantity } from './quantities';

const CONTAINER_KEYS = ['image', 'command', 'args', 'env', 'resources'];
const RESOURCE_KEYS = [
  ...['resourceCpuRequest', 'resourceCpuLimit', 'resourceMemoryRequest', 'resourceMemoryLimit', 'accelerator'],
  // what the SDK writes beside them for old clusters
  ...['cpuRequest', 'cpuLimit', 'memoryRequest', 'memoryLimit'],
];
/** `pip install` in a command line, as the SDK's lightweight components have it. */
const INSTALLS = /\bpip3? +install\b/;

/** What can be wrong with the containers; Kubeflow looks at them only when it runs them. */
export function executorProblems(spec: PipelineSpec): string[] {
  const executors = Object.entries(spec.deploymentSpec?.executors ?? {});
  return executors.flatMap(([label, executor]) => {
    const { container, ...others } = executor;
    if (container === undefined || Object.keys(others).length > 0) return [problems.containerOnly(label)];
    return containerProblems(spec, label, container);
  });
}

function containerProblems(spec: PipelineSpec, label: string, container: ContainerSpec): string[] {
  const command = container.command ?? [];
  return [
    ...unknownKeys(`the container of executor "${label}"`, container, CONTAINER_KEYS),
    ...thrown(() => ImageRef.of(container.image ?? '')).map((message) => problems.image(label, message)),
    ...(command.length === 0 ? [problems.noCommand(label)] : []),
    ...([...command, ...(container.args ?? [])].some((text) => INSTALLS.test(text)) ? [problems.installs(label)] : []),
    ...placeholderProblems(spec, label, container),
    ...(container.env ?? []).flatMap(({ name = '', value = '' }) => [
      ...thrown(() => EnvVar.value(name, value)).map((message) => problems.env(label, message)),
      ...(value.includes('{{$')
        ? [problems.placeholderInConstant(`the variable "${name}" of executor "${label}"`, value)]
        : []),
    ]),
    ...resourceProblems(label, container.resources ?? {}),
  ];
}

function resourceProblems(label: string, resources: ResourceSpec): string[] {
  const { accelerator } = resources;
  const amounts = RESOURCE_KEYS.slice(0, 4).filter((key) => resources[key] !== undefined);
  const count = Number(accelerator?.resourceCount);
  const acceleratorFits =
    accelerator === undefined ||
    (/^[a-z0-9.-]+\/[A-Za-z0-9._-]+$/.test(accelerator.resourceType ?? '') && Number.isInteger(count) && count > 0);
  return [
    ...unknownKeys(`the resources of executor "${label}"`, resources, RESOURCE_KEYS),
    ...amounts
      .filter((key) => quantity(resources[key]) === undefined)
      .map((key) => problems.quantity(label, key, resources[key])),
    ...orderProblems(label, 'CPU', resources.resourceCpuRequest, resources.resourceCpuLimit),
    ...orderProblems(label, 'memory', resources.resourceMemoryRequest, resources.resourceMemoryLimit),
    ...(acceleratorFits ? [] : [problems.accelerator(label, accelerator)]),
  ];
}

function orderProblems(label: string, what: string, request: string | undefined, limit: string | undefined): string[] {
  if (request === undefined || limit === undefined) return [];
  return (quantity(request) ?? 0) > (quantity(limit) ?? Infinity)
    ? [problems.limitBelowRequest(label, what, request, limit)]
    : [];
}

/** A value class knows what is wrong with a value; here it is a problem beside others. */
function thrown(build: () => unknown): string[] {
  try {
    build();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Keys that a decoder would refuse, or drop. */
export function unknownKeys(where: string, value: object, known: readonly string[]): string[] {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  return unknown.length === 0 ? [] : [problems.unknownKeys(where, unknown, known)];
}
