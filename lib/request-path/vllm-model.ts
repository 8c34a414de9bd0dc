import { Size, SizeRoundingBehavior } from 'cdk8s';
import { EnvVar, ImageCatalog, Mount, Resources, Rollout, Toleration } from '../workload';
import { type Gpu } from './gpu';
import { checkedArguments, type ModelProps, type ModelServerContext, type ModelServerProps } from './model-server';
import { HTTP_PORT } from './ports';

/** A model that vLLM serves. */
export interface VllmModelProps extends ModelProps {
  /** GPUs of one pod. */
  readonly gpu: Gpu;
  /**
   * Longest context in tokens.
   * @default - that of the model
   */
  readonly maxModelLength?: number;
  /**
   * Shared memory of the processes of one pod; several GPUs exchange data through it. Kubernetes' default of 64 MiB breaks
   * tensor parallelism.
   * @default Size.gibibytes(2)
   */
  readonly sharedMemory?: Size;
  /**
   * Space for compiled kernels and other caches; lost with the pod.
   * @default Size.gibibytes(10)
   */
  readonly cacheSize?: Size;
  /**
   * Whether the cluster has spare GPUs, so that a new pod can start before an old one goes.
   * @default false
   */
  readonly spareGpus?: boolean;
  /**
   * Lets the server write to its root filesystem, with the reason. Where the nodes inject GPUs through CDI, the hook
   * `nvidia-cdi-hook` needs it: the container is not created otherwise (https://github.com/kserve/kserve/pull/5711).
   * @default - the root filesystem is read-only
   */
  readonly dangerouslyWritableRootFilesystem?: string;
}

const HOME = '/home/vllm';
const DRAIN_SECONDS = 30;
const PRE_STOP_SECONDS = 15;
/** Engine start without reading weights: compiling kernels and capturing graphs; half of KServe's whole budget of 600 s. */
const ENGINE_START_SECONDS = 300;
/** Slow network volumes read about this much. */
const READ_MEBIBYTES_PER_SECOND = 50;

const RESERVED = [
  '--api-key',
  '--trust-remote-code',
  '--model',
  '--served-model-name',
  '--host',
  '--port',
  '--tensor-parallel-size',
  '--shutdown-timeout',
  '--max-model-len',
  '--allowed-local-media-path',
  '--enable-sleep-mode',
];

// vLLM reads its key from an argument or the environment only; a file keeps it out of the pod specification and of `kubectl describe`.
const START =
  'set -eu; VLLM_API_KEY="$(cat "$VLLM_API_KEY_FILE")"; test -n "$VLLM_API_KEY"; export VLLM_API_KEY; exec vllm serve "$@"';

/** The pods of vLLM. Facts: https://docs.vllm.ai, and the Dockerfile that the catalogue names. */
export const vllmServer = (
  name: string,
  props: VllmModelProps,
): ((context: ModelServerContext) => ModelServerProps) => {
  const extra = checkedArguments(props.extraArguments ?? [], RESERVED);
  const weights = props.weightsSize ?? Size.gibibytes(16);
  const mebibytes = weights.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR });
  const sharedMemory = props.sharedMemory ?? Size.gibibytes(2);
  const cache = props.cacheSize ?? Size.gibibytes(10);
  const catalogue = ImageCatalog.VLLM;
  return ({ platform, apiKeyFile }) => ({
    image: props.image ?? catalogue.image,
    uid: catalogue.uid,
    gid: catalogue.gid,
    dangerouslyLowUserOrGroupId:
      'the vLLM image prepares its writable folders for user vllm, UID 2000, of group 0 only; neither has privileges in the pod',
    dangerouslyHostUserNamespace:
      'GPU device nodes and driver libraries are injected by a container toolkit that is not verified with user namespaces',
    dangerouslyWritableRootFilesystem: props.dangerouslyWritableRootFilesystem,
    command: ['/bin/sh', '-c', START, 'vllm'],
    args: [
      props.weights.modelPath,
      '--served-model-name',
      name,
      '--port',
      String(HTTP_PORT.number),
      '--tensor-parallel-size',
      String(props.gpu.count),
      '--shutdown-timeout',
      String(DRAIN_SECONDS),
      ...(props.maxModelLength === undefined ? [] : ['--max-model-len', String(props.maxModelLength)]),
      ...extra,
    ],
    env: [
      EnvVar.value('VLLM_API_KEY_FILE', apiKeyFile),
      EnvVar.value('HOME', HOME),
      EnvVar.value('USER', 'vllm'),
      EnvVar.value('HF_HUB_OFFLINE', '1'),
      EnvVar.value('TRANSFORMERS_OFFLINE', '1'),
      EnvVar.value('VLLM_NO_USAGE_STATS', '1'),
      EnvVar.value('DO_NOT_TRACK', '1'),
      EnvVar.value('TRITON_CACHE_DIR', `${HOME}/.cache/triton`),
      EnvVar.value('TORCHINDUCTOR_CACHE_DIR', `${HOME}/.cache/torchinductor`),
    ],
    mounts: [
      props.weights.mount,
      Mount.scratch(HOME, cache),
      Mount.scratch('/tmp', Size.gibibytes(1)),
      Mount.memory('/dev/shm', sharedMemory),
    ],
    resources: Resources.of({
      cpuMillicores: props.cpuMillicores ?? 4000,
      memory: props.memory ?? Size.mebibytes(mebibytes + 8 * 1024),
      ephemeralStorage: Size.mebibytes(cache.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }) + 2 * 1024),
      extended: props.gpu._resources(platform),
    }),
    tolerations: [Toleration.noSchedule(platform.gpuTaintKey)],
    rollout: props.spareGpus ? Rollout.surge() : Rollout.inPlace(),
    preStopSleepSeconds: PRE_STOP_SECONDS,
    terminationGracePeriodSeconds: PRE_STOP_SECONDS + DRAIN_SECONDS + 15,
    // it asks the engine, and a dead one must be restarted; liveness is asked with more patience than readiness
    livenessPath: '/health',
    startupSeconds:
      props.startupBudget?.toSeconds() ?? ENGINE_START_SECONDS + Math.ceil(mebibytes / READ_MEBIBYTES_PER_SECOND),
  });
};
