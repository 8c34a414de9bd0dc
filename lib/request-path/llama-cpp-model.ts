import { Size, SizeRoundingBehavior } from 'cdk8s';
import { ImageCatalog, Mount, Resources, Rollout } from '../workload';
import { weightsFileMissing } from './errors';
import { checkedArguments, type ModelProps, type ModelServerContext, type ModelServerProps } from './model-server';
import { HTTP_PORT } from './ports';

/** A model that llama.cpp serves from one GGUF file. */
export interface LlamaCppModelProps extends ModelProps {
  /**
   * Context in tokens, shared by the requests that are answered at the same time.
   * @default 8192
   */
  readonly contextTokens?: number;
  /**
   * Requests that are answered at the same time.
   * @default 2
   */
  readonly parallelRequests?: number;
}

/** Start of the process and of an empty context. */
const PROCESS_START_SECONDS = 60;
/** Slow network volumes read about this much. */
const READ_MEBIBYTES_PER_SECOND = 50;

const RESERVED = [
  '--api-key',
  '--api-key-file',
  '--model',
  '-m',
  '--alias',
  '-a',
  '--host',
  '--port',
  '--ctx-size',
  '-c',
  '--threads',
  '-t',
  '--parallel',
  '-np',
  '--props',
  '--slots',
  '--path',
];

/** The pods of llama.cpp's server. Facts: tools/server/README.md of https://github.com/ggml-org/llama.cpp. */
export const llamaCppServer = (
  name: string,
  props: LlamaCppModelProps,
): ((context: ModelServerContext) => ModelServerProps) => {
  if (props.weights.path === undefined) throw weightsFileMissing(name);
  const extra = checkedArguments(props.extraArguments ?? [], RESERVED);
  const mebibytes = (props.weightsSize ?? Size.gibibytes(2)).toMebibytes({ rounding: SizeRoundingBehavior.FLOOR });
  const cpuMillicores = props.cpuMillicores ?? 2000;
  const catalogue = ImageCatalog.LLAMA_CPP;
  return ({ apiKeyFile }) => ({
    image: props.image ?? catalogue.image,
    uid: catalogue.uid,
    gid: catalogue.gid,
    args: [
      '--model',
      props.weights.modelPath,
      '--alias',
      name,
      '--host',
      '0.0.0.0',
      '--port',
      String(HTTP_PORT.number),
      '--api-key-file',
      apiKeyFile,
      '--ctx-size',
      String(props.contextTokens ?? 8192),
      '--parallel',
      String(props.parallelRequests ?? 2),
      '--threads',
      String(Math.max(1, Math.floor(cpuMillicores / 1000))),
      ...extra,
    ],
    mounts: [props.weights.mount, Mount.scratch('/tmp', Size.mebibytes(64))],
    resources: Resources.of({
      cpuMillicores,
      memory: props.memory ?? Size.mebibytes(mebibytes + 1536),
      ephemeralStorage: Size.mebibytes(256),
    }),
    rollout: Rollout.surge(),
    preStopSleepSeconds: 5,
    terminationGracePeriodSeconds: 60,
    // a list of names; like /health it needs no key and waits for no answer of the model (tools/server/server-http.cpp)
    livenessPath: '/v1/models',
    startupSeconds:
      props.startupBudget?.toSeconds() ?? PROCESS_START_SECONDS + Math.ceil(mebibytes / READ_MEBIBYTES_PER_SECOND),
  });
};
