import { type KubernetesObject } from '../api-server/kubernetes-object';
import { type CompilerSettings } from './compiler-settings';

export interface CompiledRun {
  readonly name: string;
  readonly namespace: string;
  /** ServiceAccount of the run, which whoever starts it names. */
  readonly account: string;
  /** How often a failed step is tried again. @default - not at all */
  readonly retries?: number;
}

type Json = Readonly<Record<string, unknown>>;

const CLOSED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const NON_ROOT = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const SCRATCH = ['gcs', 's3', 'minio', 'dot-local', 'dot-cache', 'dot-config'].map((name) => ({
  name: `${name}-scratch`,
  mountPath: `/${name.replace('dot-', '.')}`,
}));
const LAUNCHER = { name: 'kfp-launcher', mountPath: '/kfp-launcher' };
const POD_IDENTITY = [
  { name: 'KFP_POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'KFP_POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
];

/**
 * A Workflow of the shape that Kubeflow Pipelines 2.17 compiles a pipeline of one task to (backend/src/v2/compiler/argocompiler):
 * a driver for the pipeline, a driver for the task, and the task's executor, whose image and command the driver decides at run
 * time by a patch. Written by hand: the API server that compiles is not run.
 */
export function compiledWorkflow(run: CompiledRun, settings: CompilerSettings): KubernetesObject {
  const spec: Json = {
    entrypoint: 'entrypoint',
    serviceAccountName: run.account,
    securityContext: NON_ROOT,
    podMetadata: {
      annotations: { 'pipelines.kubeflow.org/v2_component': 'true' },
      labels: { 'pipelines.kubeflow.org/v2_component': 'true' },
    },
    arguments: { parameters: [{ name: 'components-root', value: '{"dag":{"tasks":{"train":{}}}}' }] },
    templates: [
      driver('system-container-driver', ['pod-spec-patch', 'cached-decision', 'condition'], settings),
      taskDag(),
      executor(settings, run.retries),
      rootDag(),
      driver('system-dag-driver', ['execution-id', 'iteration-count', 'condition'], settings),
      entrypoint(),
    ],
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name: run.name, namespace: run.namespace, labels: { 'pipeline/runid': `${run.name}-id` } },
    spec: merged(spec, settings.specPatch),
  };
}

/** What the driver of a task hands to its executor: the user's image and command behind the launcher, and its limits. */
export function podSpecPatch(image: string): string {
  const command = ['/kfp-launcher/launch', '--executor_type', 'container', '--run_id', 'run', '--'];
  const amounts = { cpu: '500m', memory: '512Mi' };
  return JSON.stringify({
    containers: [
      {
        name: 'main',
        image,
        command,
        args: ['python3', '-m', 'secure_llm_steps', 'train'],
        resources: { requests: amounts, limits: amounts },
      },
    ],
  });
}

function driver(name: string, outputs: readonly string[], settings: CompilerSettings): Json {
  return {
    name,
    metadata: { annotations: { 'pipelines.kubeflow.org/runtime-role': 'driver' } },
    inputs: {
      parameters: [
        { name: 'component', default: '' },
        { name: 'parent-dag-id', default: '0' },
      ],
    },
    outputs: {
      parameters: outputs.map((output) => ({
        name: output,
        valueFrom: { path: `/tmp/outputs/${output}`, default: DEFAULT_OUTPUTS[output] ?? '' },
      })),
    },
    securityContext: NON_ROOT,
    container: {
      name: '',
      image: settings.driverImage,
      command: ['driver'],
      args: ['--run_id', '{{workflow.uid}}', '--dag_execution_id', '{{inputs.parameters.parent-dag-id}}'],
      env: POD_IDENTITY,
      resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '64Mi' } },
      securityContext: { ...CLOSED, runAsNonRoot: true },
    },
  };
}

const DEFAULT_OUTPUTS: Readonly<Record<string, string>> = {
  'cached-decision': 'false',
  condition: 'true',
  'iteration-count': '0',
};

function executor(settings: CompilerSettings, retries: number | undefined): Json {
  return {
    name: 'system-container-impl',
    metadata: { annotations: { 'pipelines.kubeflow.org/runtime-role': 'launcher' } },
    inputs: { parameters: [{ name: 'pod-spec-patch' }] },
    podSpecPatch: '{{inputs.parameters.pod-spec-patch}}',
    ...(retries !== undefined && { retryStrategy: { limit: String(retries), backoff: { duration: '1s' } } }),
    // without runAsNonRoot: an image of a step might be made for root
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [LAUNCHER, ...SCRATCH].map(({ name }) => ({ name, emptyDir: {} })),
    initContainers: [
      {
        name: 'kfp-launcher',
        image: settings.launcherImage,
        command: ['launcher-v2'],
        args: ['--copy', '/kfp-launcher/launch'],
        resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m' } },
        securityContext: { ...CLOSED, runAsNonRoot: true },
        volumeMounts: [LAUNCHER],
      },
    ],
    container: {
      name: '',
      image: 'gcr.io/ml-pipeline/should-be-overridden-during-runtime',
      command: ['should-be-overridden-during-runtime'],
      env: POD_IDENTITY,
      envFrom: [{ configMapRef: { name: 'metadata-grpc-configmap', optional: true } }],
      resources: {},
      securityContext: { ...CLOSED, ...settings.stepSecurity },
      volumeMounts: [LAUNCHER, ...SCRATCH],
    },
  };
}

function taskDag(): Json {
  return {
    name: 'system-container-executor',
    inputs: { parameters: [{ name: 'pod-spec-patch' }, { name: 'cached-decision', default: 'false' }] },
    dag: {
      tasks: [
        {
          name: 'executor',
          template: 'system-container-impl',
          when: '{{inputs.parameters.cached-decision}} != true',
          arguments: parameters({ 'pod-spec-patch': '{{inputs.parameters.pod-spec-patch}}' }),
        },
      ],
    },
  };
}

function rootDag(): Json {
  const output = (name: string): string => `{{tasks.train-driver.outputs.parameters.${name}}}`;
  return {
    name: 'root',
    inputs: { parameters: [{ name: 'parent-dag-id' }] },
    dag: {
      tasks: [
        {
          name: 'train-driver',
          template: 'system-container-driver',
          arguments: parameters({ 'parent-dag-id': '{{inputs.parameters.parent-dag-id}}' }),
        },
        {
          name: 'train',
          template: 'system-container-executor',
          depends: 'train-driver.Succeeded',
          arguments: parameters({
            'pod-spec-patch': output('pod-spec-patch'),
            'cached-decision': output('cached-decision'),
          }),
        },
      ],
    },
  };
}

function entrypoint(): Json {
  return {
    name: 'entrypoint',
    dag: {
      tasks: [
        {
          name: 'root-driver',
          template: 'system-dag-driver',
          arguments: parameters({ component: '{{workflow.parameters.components-root}}' }),
        },
        {
          name: 'root',
          template: 'root',
          depends: 'root-driver.Succeeded',
          arguments: parameters({ 'parent-dag-id': '{{tasks.root-driver.outputs.parameters.execution-id}}' }),
        },
      ],
    },
  };
}

function parameters(values: Readonly<Record<string, string>>): Json {
  return { parameters: Object.entries(values).map(([name, value]) => ({ name, value })) };
}

/** As a strategic merge does with what such a patch holds: objects are merged, everything else is replaced. */
function merged(target: Json, patch: Json): Json {
  const isObject = (value: unknown): value is Json =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(patch).map(([key, value]) => {
    const before = target[key];
    return [key, isObject(value) && isObject(before) ? merged(before, value) : value] as const;
  });
  return { ...target, ...Object.fromEntries(entries) };
}
