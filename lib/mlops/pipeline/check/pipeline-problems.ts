import { type ContainerLimits } from '../../../workload/pod-demand';
import { type NodeCapacity } from '../node-capacity';
import { type PipelineDocuments, type PipelineSpec } from '../ir/pipeline-ir';
import { capacityProblems, type NodeNames } from './capacity-problems';
import { cycleProblems } from './cycles';
import { executorProblems, unknownKeys } from './executor-problems';
import { platformProblems } from './platform-problems';
import { problems } from './problems';
import { reserveProblems } from './reserve-problems';
import { taskProblems } from './task-problems';
import { untrustedProblems } from './untrusted-problems';
import { fitsType, PARAMETER_TYPES, textsIn } from './values';

/** What the check knows beside the documents. */
export interface CheckContext extends NodeNames {
  /** Node pools; none where they are not known. */
  readonly pools: readonly NodeCapacity[];
  /** The largest container of a run's pod that the zone admits; undefined where nothing is reserved for runs. */
  readonly largestContainer?: ContainerLimits;
  /** Outputs that an attacker may have written, as `<component>/<port>`. */
  readonly untrusted: ReadonlySet<string>;
}

const SPEC_KEYS = [
  ...['pipelineInfo', 'schemaVersion', 'sdkVersion', 'root', 'components', 'deploymentSpec', 'defaultPipelineRoot'],
];
/** An object must fit into etcd's 1.5 MiB with what Kubernetes adds to it. */
const MAX_BYTES = 1_000_000;

/**
 * Everything that is wrong with a pipeline. Strict decoding, kfp's loader and the API server's webhook accept cycles, missing components
 * and dangling references alike, so this is the only check of the graph there is.
 */
export function pipelineProblems(documents: PipelineDocuments, context: CheckContext): string[] {
  const { spec } = documents;
  return [
    ...headerProblems(spec),
    ...componentProblems(spec),
    ...parameterProblems(spec),
    ...taskProblems(spec),
    ...cycleProblems(spec),
    ...untrustedProblems(spec, context.untrusted),
    ...executorProblems(spec),
    ...platformProblems(documents),
    ...capacityProblems(documents, context.pools, context),
    ...reserveProblems(documents, context.largestContainer),
  ];
}

/** What the webhook rejects. */
function headerProblems(spec: PipelineSpec): string[] {
  const { name } = spec.pipelineInfo ?? {};
  const bytes = Buffer.byteLength(JSON.stringify(spec));
  return [
    ...(spec.schemaVersion === '2.1.0' ? [] : [problems.schemaVersion(spec.schemaVersion)]),
    ...unknownKeys('the pipeline', spec, SPEC_KEYS),
    ...(/^[a-z0-9][a-z0-9-]{0,127}$/.test(name ?? '') ? [] : [problems.name(name)]),
    ...(spec.root?.dag === undefined ? [problems.noRoot()] : []),
    ...(bytes > MAX_BYTES ? [problems.tooLarge(bytes, MAX_BYTES)] : []),
  ];
}

function componentProblems(spec: PipelineSpec): string[] {
  const executors = Object.keys(spec.deploymentSpec?.executors ?? {});
  return Object.entries(spec.components ?? {}).flatMap(([key, { executorLabel, dag }]) => {
    if ((executorLabel === undefined) === (dag === undefined)) return [problems.componentShape(key)];
    const dangling = executorLabel !== undefined && !executors.includes(executorLabel);
    return dangling ? [problems.noExecutor(key, executorLabel, executors)] : [];
  });
}

/** Types and defaults of every parameter, those of the run included. */
function parameterProblems(spec: PipelineSpec): string[] {
  const holders = [...Object.entries(spec.components ?? {}), ...(spec.root ? [['root', spec.root] as const] : [])];
  return holders.flatMap(([key, { inputDefinitions, outputDefinitions }]) =>
    [
      ...Object.entries(inputDefinitions?.parameters ?? {}),
      ...Object.entries(outputDefinitions?.parameters ?? {}),
    ].flatMap(([name, { parameterType = '', defaultValue }]) => [
      ...(PARAMETER_TYPES.includes(parameterType)
        ? []
        : [problems.parameterType(`parameter "${name}" of ${key}`, parameterType)]),
      ...(defaultValue === undefined || fitsType(defaultValue, parameterType)
        ? []
        : [problems.defaultType(name, parameterType, defaultValue)]),
      ...textsIn(defaultValue)
        .filter((text) => text.includes('{{$'))
        .map((text) => problems.placeholderInConstant(`the default of parameter "${name}"`, text)),
    ]),
  );
}
