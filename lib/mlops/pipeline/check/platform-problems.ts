import { type KubernetesExecutor, type PipelineDocuments } from '../ir/pipeline-ir';
import { unknownKeys } from './executor-problems';
import { problems } from './problems';

/** Fields of `kfp_kubernetes.KubernetesExecutorConfig` 2.17; the API server accepts others and then cannot make a run. */
const EXECUTOR_KEYS = [
  ...['secretAsVolume', 'configMapAsVolume', 'configMapAsEnv', 'pvcMount', 'emptyDirMounts', 'genericEphemeralVolume'],
  ...['enabledSharedMemory', 'nodeSelector', 'tolerations', 'nodeAffinity', 'podAffinity', 'podMetadata'],
  ...['imagePullSecret', 'imagePullPolicy', 'activeDeadlineSeconds', 'fieldPathAsEnv', 'securityContext'],
];

/** What can be wrong with the second document. */
export function platformProblems({ spec, platform }: PipelineDocuments): string[] {
  if (platform === undefined) return [];
  const { kubernetes = {}, ...otherPlatforms } = platform.platforms ?? {};
  const known = Object.keys(spec.deploymentSpec?.executors ?? {});
  return [
    ...unknownKeys('the platform document', platform, ['platforms']),
    ...unknownKeys('platforms', { kubernetes, ...otherPlatforms }, ['kubernetes']),
    ...unknownKeys('platforms.kubernetes', kubernetes, ['deploymentSpec', 'pipelineConfig']),
    ...Object.entries(kubernetes.deploymentSpec?.executors ?? {}).flatMap(([label, executor]) => [
      ...(known.includes(label) ? [] : [problems.platformWithoutExecutor(label, known)]),
      ...kubernetesExecutorProblems(label, executor),
    ]),
  ];
}

function kubernetesExecutorProblems(label: string, executor: KubernetesExecutor): string[] {
  const { secretAsEnv, ...fields } = executor;
  const { securityContext } = executor;
  const user = Number(securityContext?.runAsUser);
  const isRoot = securityContext !== undefined && !(user > 0 && securityContext.runAsNonRoot === true);
  return [
    ...(secretAsEnv === undefined ? [] : [problems.secretInEnv(label)]),
    ...unknownKeys(`the platform settings of executor "${label}"`, fields, EXECUTOR_KEYS),
    ...(isRoot ? [problems.rootUser(label, securityContext.runAsUser)] : []),
  ];
}
