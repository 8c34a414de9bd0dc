import { type Duration, type Size } from 'cdk8s';
import { type Platform } from '../platform';
import { type HardenedWorkloadProps, type ImageRef, Probe } from '../workload';
import { argumentReserved } from './errors';
import { HTTP_PORT } from './ports';
import { type Weights } from './weights';

/** What every model needs, whatever serves it. */
export interface ModelProps {
  /** Where the weights are. */
  readonly weights: Weights;
  /**
   * Size of the weights, from which memory and the time to start follow.
   * @default - 16 GiB for vLLM (8 billion parameters of 2 bytes), 2 GiB for llama.cpp
   */
  readonly weightsSize?: Size;
  /**
   * Time that the server may take to start.
   * @default - from the size of the weights
   */
  readonly startupBudget?: Duration;
  /**
   * Another image of the same server.
   * @default - the one in ImageCatalog
   */
  readonly image?: ImageRef;
  /**
   * CPU of the server, in thousandths of a core.
   * @default - 4000 for vLLM, 2000 for llama.cpp
   */
  readonly cpuMillicores?: number;
  /**
   * Memory of the server.
   * @default - the weights and 8 GiB for vLLM, the weights and 1.5 GiB for llama.cpp
   */
  readonly memory?: Size;
  /**
   * Further arguments for the server, one string each, for example `['--max-num-seqs=64']`.
   * @default - none
   */
  readonly extraArguments?: string[];
}

/** What the place of a server tells its model. */
export interface ModelServerContext {
  /** Where it runs. */
  readonly platform: Platform;
  /** File with the key that callers must send. */
  readonly apiKeyFile: string;
}

/** What a model decides about its workload; the rest is the inference server's. */
export type ModelServerProps = Omit<
  HardenedWorkloadProps,
  'ports' | 'startupProbe' | 'readinessProbe' | 'livenessProbe'
> & {
  /** How long the server may take to start. */
  readonly startupSeconds: number;
  /** What it answers without a key as long as it is alive, however busy the model is. */
  readonly livenessPath: string;
};

/** Both servers answer `/health` with 503 until the model is loaded, and ask no key for it. */
export const serverProbes = ({
  startupSeconds,
  livenessPath,
}: Pick<ModelServerProps, 'startupSeconds' | 'livenessPath'>): Pick<
  HardenedWorkloadProps,
  'startupProbe' | 'readinessProbe' | 'livenessProbe'
> => {
  const port = HTTP_PORT.number;
  const health = { path: '/health', port };
  return {
    startupProbe: Probe.http({
      ...health,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: Math.ceil(startupSeconds / 10),
    }),
    readinessProbe: Probe.http({ ...health, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 }),
    livenessProbe: Probe.http({ path: livenessPath, port, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 }),
  };
};

/** @throws if an argument names something that the library sets, or that would weaken it */
export const checkedArguments = (extra: readonly string[], reserved: readonly string[]): string[] => {
  for (const argument of extra) {
    const name = argument.split('=')[0]!.replace(/_/g, '-');
    if (reserved.includes(name)) throw argumentReserved(name);
  }
  return [...extra];
};
