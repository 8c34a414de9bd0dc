import { ImageRef } from './image-ref';

/** An image that the library runs by default, and what its processes need. */
export interface CatalogImage {
  /** Where it is and which version. */
  readonly image: ImageRef;
  /** User id that it runs as. */
  readonly uid: number;
  /** Group id that it runs as. */
  readonly gid: number;
  /** Paths that it must be able to write; everything else stays read-only. */
  readonly writablePaths: readonly string[];
  /** Where these facts come from. */
  readonly source: string;
}

/** Every default image in one place. To use another one, pass its `ImageRef` to the construct. */
export class ImageCatalog {
  /** The guard of this project; not published: build it from `guard/Containerfile`, or map its prefix to your registry. */
  static readonly GUARD: CatalogImage = {
    image: ImageRef.of('localhost/cdk8s-secure-llm/guard:0.1.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'guard/Containerfile in this repository',
  };

  /** vLLM's OpenAI-compatible server for NVIDIA GPUs. */
  static readonly VLLM: CatalogImage = {
    image: ImageRef.of('docker.io/vllm/vllm-openai:v0.28.0'),
    uid: 2000,
    gid: 0,
    writablePaths: ['/home/vllm', '/tmp', '/dev/shm'],
    source: 'https://github.com/vllm-project/vllm/pull/40275: user vllm 2000:0, /home/vllm writable by group 0',
  };

  /** llama.cpp's server, CPU build, for labs and small models. */
  static readonly LLAMA_CPP: CatalogImage = {
    image: ImageRef.of('ghcr.io/ggml-org/llama.cpp:server-b11176'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'https://github.com/ggml-org/llama.cpp: .devops/cpu.Dockerfile sets no user and needs no fixed one',
  };

  /** MLflow with its access control; the official images lack what that needs. Not published: build it from `tracking/Containerfile`. */
  static readonly MLFLOW: CatalogImage = {
    image: ImageRef.of('localhost/cdk8s-secure-llm/mlflow:3.17.2'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/data', '/tmp'],
    source: 'tracking/Containerfile in this repository; https://github.com/mlflow/mlflow/issues/14610',
  };

  /** The commands that pipeline steps run; not published: build the target from `pipeline-steps/Containerfile`. */
  static readonly PIPELINE_STEPS: CatalogImage = {
    image: ImageRef.of('localhost/cdk8s-secure-llm/pipeline-steps:0.1.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'pipeline-steps/Containerfile in this repository, target pipeline-steps',
  };

  /** The same with git and ssh, to propose rules in Git; not published: build the target from the same file. */
  static readonly GIT_STEPS: CatalogImage = {
    image: ImageRef.of('localhost/cdk8s-secure-llm/git-steps:0.1.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'pipeline-steps/Containerfile in this repository, target git-steps',
  };

  /** The same on top of the guard, to try candidate rules in it; not published: build the target from the same file. */
  static readonly RULE_VALIDATION: CatalogImage = {
    image: ImageRef.of('localhost/cdk8s-secure-llm/rule-validation:0.1.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'pipeline-steps/Containerfile in this repository, target rule-validation',
  };

  /** The same with torch for NVIDIA GPUs; not published: build the target from the same file. */
  static readonly MODEL_TRAINING: CatalogImage = {
    image: ImageRef.of('localhost/cdk8s-secure-llm/model-training:0.1.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'pipeline-steps/Containerfile in this repository, target model-training',
  };

  /** The API server of Kubeflow Pipelines. The image names no user. */
  static readonly KFP_API_SERVER: CatalogImage = {
    image: ImageRef.of('ghcr.io/kubeflow/kfp-api-server:2.17.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'https://github.com/kubeflow/pipelines/blob/2.17.0/backend/Dockerfile',
  };

  /** Reports runs to the API server of Kubeflow Pipelines; one static program. */
  static readonly KFP_PERSISTENCE_AGENT: CatalogImage = {
    image: ImageRef.of('ghcr.io/kubeflow/kfp-persistence-agent:2.17.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: [],
    source: 'https://github.com/kubeflow/pipelines/blob/2.17.0/backend/Dockerfile.persistenceagent',
  };

  /** Prepares each step of a run. */
  static readonly KFP_DRIVER: CatalogImage = {
    image: ImageRef.of('ghcr.io/kubeflow/kfp-driver:2.17.0'),
    uid: 65532,
    gid: 65532,
    writablePaths: ['/tmp'],
    source: 'https://github.com/kubeflow/pipelines/blob/2.17.0/backend/Dockerfile.driver',
  };

  /** Starts the program of a step and keeps its outputs. */
  static readonly KFP_LAUNCHER: CatalogImage = {
    image: ImageRef.of('ghcr.io/kubeflow/kfp-launcher:2.17.0'),
    uid: 65532,
    gid: 65532,
    writablePaths: ['/kfp-launcher'],
    source: 'https://github.com/kubeflow/pipelines/blob/2.17.0/backend/Dockerfile.launcher',
  };

  /** Argo's controller: makes the pods of runs. */
  static readonly ARGO_CONTROLLER: CatalogImage = {
    image: ImageRef.of('quay.io/argoproj/workflow-controller:v3.7.15'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source:
      'https://github.com/argoproj/argo-workflows/blob/v3.7.15/Dockerfile: a static program, the first 3.7 without CVE-2026-54526',
  };

  /** Argo's containers in each pod of a run. */
  static readonly ARGO_EXECUTOR: CatalogImage = {
    image: ImageRef.of('quay.io/argoproj/argoexec:v3.7.15'),
    uid: 65532,
    gid: 65532,
    writablePaths: ['/tmp', '/var/run/argo'],
    source: 'https://github.com/argoproj/argo-workflows/blob/v3.7.15/Dockerfile',
  };

  /** ML Metadata, which Kubeflow Pipelines 2.17 still need. */
  static readonly ML_METADATA: CatalogImage = {
    image: ImageRef.of('gcr.io/tfx-oss-public/ml_metadata_store_server:1.14.0'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source:
      'https://github.com/kubeflow/pipelines/blob/2.17.0/manifests/kustomize/base/metadata/base/metadata-grpc-deployment.yaml',
  };

  /** MySQL; the newest that ML Metadata can log in to. */
  static readonly MYSQL: CatalogImage = {
    image: ImageRef.of('docker.io/library/mysql:8.4.7'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/var/lib/mysql', '/var/run/mysqld', '/tmp'],
    source: 'https://hub.docker.com/_/mysql: runs as any user that can write its data',
  };

  /** SeaweedFS, an object store that speaks S3. */
  static readonly SEAWEEDFS: CatalogImage = {
    image: ImageRef.of('ghcr.io/chrislusf/seaweedfs:4.34'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/data', '/tmp'],
    source: 'https://github.com/seaweedfs/seaweedfs/tree/4.34/docker, as in the manifests of Kubeflow Pipelines 2.17.0',
  };

  /** BuildKit, of which steps run the client `buildctl`: one static program, under any user. */
  static readonly BUILDKIT: CatalogImage = {
    image: ImageRef.of('docker.io/moby/buildkit:v0.32.2-rootless'),
    uid: 10001,
    gid: 10001,
    writablePaths: ['/tmp'],
    source: 'https://github.com/moby/buildkit/blob/v0.32.2/Dockerfile, target rootless',
  };

  /** All entries by their name here, for lock files and reports. */
  static get all(): { readonly [name: string]: CatalogImage } {
    return {
      GUARD: ImageCatalog.GUARD,
      VLLM: ImageCatalog.VLLM,
      LLAMA_CPP: ImageCatalog.LLAMA_CPP,
      MLFLOW: ImageCatalog.MLFLOW,
      PIPELINE_STEPS: ImageCatalog.PIPELINE_STEPS,
      GIT_STEPS: ImageCatalog.GIT_STEPS,
      RULE_VALIDATION: ImageCatalog.RULE_VALIDATION,
      MODEL_TRAINING: ImageCatalog.MODEL_TRAINING,
      KFP_API_SERVER: ImageCatalog.KFP_API_SERVER,
      KFP_PERSISTENCE_AGENT: ImageCatalog.KFP_PERSISTENCE_AGENT,
      KFP_DRIVER: ImageCatalog.KFP_DRIVER,
      KFP_LAUNCHER: ImageCatalog.KFP_LAUNCHER,
      ARGO_CONTROLLER: ImageCatalog.ARGO_CONTROLLER,
      ARGO_EXECUTOR: ImageCatalog.ARGO_EXECUTOR,
      ML_METADATA: ImageCatalog.ML_METADATA,
      MYSQL: ImageCatalog.MYSQL,
      SEAWEEDFS: ImageCatalog.SEAWEEDFS,
      BUILDKIT: ImageCatalog.BUILDKIT,
    };
  }

  private constructor() {}
}
