/**
 * The intermediate representation that Kubeflow runs, `ml_pipelines.PipelineSpec` 2.1.0 as JSON, as far as this library writes or
 * judges it. Documents that others wrote are read with the same types, so nothing here is certain to be there.
 */
export type PipelineSpec = {
  readonly pipelineInfo?: { readonly name?: string; readonly description?: string };
  readonly schemaVersion?: string;
  readonly sdkVersion?: string;
  readonly root?: ComponentSpec;
  readonly components?: { readonly [key: string]: ComponentSpec };
  readonly deploymentSpec?: { readonly executors?: { readonly [label: string]: ExecutorSpec } };
  readonly [key: string]: unknown;
};

/** A component runs an executor or holds tasks. */
export type ComponentSpec = {
  readonly executorLabel?: string;
  readonly dag?: DagSpec;
  readonly inputDefinitions?: Ports;
  readonly outputDefinitions?: Ports;
};

/** Ports of one direction. */
export type Ports = {
  readonly parameters?: { readonly [name: string]: ParameterSpec };
  readonly artifacts?: { readonly [name: string]: ArtifactSpec };
};

export type ParameterSpec = {
  readonly parameterType?: string;
  readonly isOptional?: boolean;
  readonly defaultValue?: unknown;
};

export type ArtifactSpec = {
  readonly artifactType?: { readonly schemaTitle?: string; readonly schemaVersion?: string };
  readonly isOptional?: boolean;
};

export type DagSpec = {
  readonly tasks?: { readonly [name: string]: TaskSpec };
  readonly outputs?: DagOutputs;
};

/** Which outputs of its tasks a sub-pipeline passes on. */
export type DagOutputs = {
  readonly parameters?: {
    readonly [name: string]: {
      readonly valueFromParameter?: SubtaskParameter;
      readonly valueFromOneof?: { readonly parameterSelectors?: readonly SubtaskParameter[] };
    };
  };
  readonly artifacts?: {
    readonly [name: string]: {
      readonly artifactSelectors?: readonly {
        readonly producerSubtask?: string;
        readonly outputArtifactKey?: string;
      }[];
    };
  };
};

export type SubtaskParameter = {
  readonly producerSubtask?: string;
  readonly outputParameterKey?: string;
};

export type TaskSpec = {
  readonly taskInfo?: { readonly name?: string };
  readonly componentRef?: { readonly name?: string };
  readonly cachingOptions?: { readonly enableCache?: boolean };
  readonly dependentTasks?: readonly string[];
  readonly inputs?: {
    readonly parameters?: { readonly [name: string]: Binding };
    readonly artifacts?: { readonly [name: string]: Binding };
  };
  readonly retryPolicy?: {
    readonly maxRetryCount?: number;
    readonly backoffDuration?: string;
    readonly backoffFactor?: number;
    readonly backoffMaxDuration?: string;
  };
  readonly triggerPolicy?: { readonly condition?: string; readonly strategy?: string };
  readonly parameterIterator?: { readonly itemInput?: string };
  readonly artifactIterator?: { readonly itemInput?: string };
};

/** Where the value of one input comes from; exactly one of them is set. */
export type Binding = {
  readonly runtimeValue?: { readonly constant?: unknown };
  readonly componentInputParameter?: string;
  readonly taskOutputParameter?: { readonly producerTask?: string; readonly outputParameterKey?: string };
  readonly taskFinalStatus?: { readonly producerTask?: string };
  readonly componentInputArtifact?: string;
  readonly taskOutputArtifact?: { readonly producerTask?: string; readonly outputArtifactKey?: string };
};

export type ExecutorSpec = {
  readonly container?: ContainerSpec;
  readonly [key: string]: unknown;
};

export type ContainerSpec = {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name?: string; readonly value?: string }[];
  readonly resources?: ResourceSpec;
  readonly [key: string]: unknown;
};

export type ResourceSpec = {
  readonly resourceCpuRequest?: string;
  readonly resourceCpuLimit?: string;
  readonly resourceMemoryRequest?: string;
  readonly resourceMemoryLimit?: string;
  readonly accelerator?: { readonly resourceType?: string; readonly resourceCount?: string };
  readonly [key: string]: unknown;
};

/** The second document: what only Kubernetes knows about the executors. */
export type PlatformSpec = {
  readonly platforms?: {
    readonly kubernetes?: {
      readonly deploymentSpec?: { readonly executors?: { readonly [label: string]: KubernetesExecutor } };
      readonly [key: string]: unknown;
    };
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
};

export type KubernetesExecutor = {
  readonly nodeSelector?: { readonly labels?: { readonly [key: string]: string } };
  readonly tolerations?: readonly { readonly key?: string; readonly operator?: string }[];
  readonly securityContext?: {
    readonly runAsUser?: string | number;
    readonly runAsGroup?: string | number;
    readonly runAsNonRoot?: boolean;
  };
  readonly secretAsVolume?: readonly { readonly secretName?: string; readonly secretNameParameter?: Binding }[];
  readonly pvcMount?: readonly { readonly constant?: string; readonly pvcNameParameter?: Binding }[];
  readonly [key: string]: unknown;
};

/** Both documents of one pipeline. */
export type PipelineDocuments = {
  readonly spec: PipelineSpec;
  /** Undefined where there is nothing to say. */
  readonly platform?: PlatformSpec;
};
