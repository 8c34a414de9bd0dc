import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { type SecretRef } from '../../platform';
import { AnnotationKey, type ImageRef, TrustZone } from '../../workload';
import { checkDnsSubdomain, checkKeys } from '../../workload/kubernetes-names';
import { SecretUses } from '../../workload/secret-uses';
import { pipelineProblems } from './check/pipeline-problems';
import { componentKey } from './ir/component-spec';
import { type MountedVolumes, mountedVolumes } from './ir/mounted-volumes';
import { type ParameterSpec, type PipelineDocuments } from './ir/pipeline-ir';
import { contentHash } from './content-hash';
import { inPipeline, secretNotInCluster } from './errors';
import { type PipelineDefinition } from './pipeline-definition';
import { type PipelineProps } from './pipeline-props';
import { mountedSecrets } from './step-mounts';

const SYMBOL = Symbol.for('cdk8s-secure-llm.Pipeline');
const API_VERSION = 'pipelines.kubeflow.org/v2beta1';
/** After the API server, whose webhook judges versions and refuses one whose Pipeline is not there. */
const WAVES = { pipeline: '10', version: '20' };

/**
 * A pipeline as Kubeflow's API server reads it from the cluster: a `Pipeline` and a `PipelineVersion` that is named by its content, so that
 * a changed pipeline is another version and a run names exactly what it runs. Everything that can be known to fail is an error here.
 */
export class Pipeline extends Construct {
  /** Whether the construct is a pipeline; works across duplicate installations of this package. */
  public static isPipeline(construct: unknown): construct is Pipeline {
    return typeof construct === 'object' && construct !== null && SYMBOL in construct;
  }

  /** Zone that it runs in. */
  public readonly zone: TrustZone;
  /** What it does. */
  public readonly definition: PipelineDefinition;
  /** Name of the Pipeline. */
  public readonly name: string;
  /** Name of the PipelineVersion: the name of the pipeline and a hash of its content. */
  public readonly versionName: string;
  /** The account that its runs act as. */
  public readonly serviceAccountName: string;
  private readonly documents: PipelineDocuments;

  /** @throws if the scope is in no zone, or a name is not allowed; what is wrong with the pipeline is listed at synth */
  public constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.zone = TrustZone.of(this);
    this.definition = props.definition;
    this.name = this.definition.name;
    this.serviceAccountName = props.serviceAccountName ?? this.name;
    checkDnsSubdomain('service account', this.serviceAccountName, this.node.path);
    const { platform } = this.zone;
    this.documents = this.definition._render({
      platform,
      resolveImage: (image) => this.zone._resolveImage(image),
    });
    this.versionName = `${this.name}-${contentHash(this.documents)}`;
    this.noteSecrets();
    this.declareObjects(props.annotations ?? {});
    this.node.addValidation({
      validate: () => [
        ...pipelineProblems(this.documents, {
          pools: props.nodeCapacities ?? [],
          largestContainer: this.zone._reserve?._demand.largestContainer,
          untrusted: this.untrustedOutputs,
          gpuResourceName: platform.gpuResourceName,
          gpuTaintKey: platform.gpuTaintKey,
        }).map((problem) => inPipeline(this.name, problem, this.node.path).message),
        ...this.secretProblems(),
      ],
    });
  }

  /** Images of its steps as they are pulled. */
  public get images(): ImageRef[] {
    return this.definition._components.map(({ _props }) => this.zone._resolveImage(_props.image));
  }

  /** Both documents as kfp's SDK and its local runner read them. */
  public toYaml(): string {
    const { spec, platform } = this.documents;
    return Yaml.stringify(...[spec, platform].filter((document) => document !== undefined));
  }

  /**
   * What a run may or must be given.
   * @internal
   */
  public get _runParameters(): { readonly [name: string]: ParameterSpec } {
    return this.documents.spec.root?.inputDefinitions?.parameters ?? {};
  }

  /**
   * What the pods of its steps mount.
   * @internal
   */
  public get _mountedVolumes(): MountedVolumes {
    return mountedVolumes(this.documents);
  }

  private get untrustedOutputs(): Set<string> {
    return new Set(
      this.definition._components.flatMap((component) =>
        component._ports.filter(({ _untrusted }) => _untrusted).map(({ name }) => `${componentKey(component)}/${name}`),
      ),
    );
  }

  /** Secrets that its steps mount, for the identity of its runs. */
  public get secrets(): SecretRef[] {
    return this.definition._components.flatMap(({ _props }) => mountedSecrets(_props.mounts ?? []));
  }

  /** A volume of the secret store's driver cannot be mounted into a step. */
  private secretProblems(): string[] {
    const uses = SecretUses.of(this.zone);
    const elsewhere = this.secrets.filter((secret) => uses.volumeSource?.(secret) !== undefined);
    return elsewhere.map((secret) => secretNotInCluster(secret.toString(), this.node.path).message);
  }

  /** So that whatever brings the zone's secrets brings those of the steps too. */
  private noteSecrets(): void {
    const uses = SecretUses.of(this.zone);
    this.secrets.forEach((secret) => uses.add(secret));
  }

  private declareObjects(annotations: { readonly [key: string]: string }): void {
    checkKeys('the annotations', annotations, this.node.path);
    const { spec, platform } = this.documents;
    const { description } = spec.pipelineInfo ?? {};
    const described = { ...(description !== undefined && { description }) };
    new ApiObject(this, 'Pipeline', {
      apiVersion: API_VERSION,
      kind: 'Pipeline',
      metadata: { name: this.name, annotations: { ...annotations, [AnnotationKey.APPLY_ORDER]: WAVES.pipeline } },
      spec: { displayName: this.name, ...described },
    });
    new ApiObject(this, 'Version', {
      apiVersion: API_VERSION,
      kind: 'PipelineVersion',
      metadata: { name: this.versionName, annotations: { [AnnotationKey.APPLY_ORDER]: WAVES.version } },
      spec: {
        displayName: this.versionName,
        ...described,
        pipelineName: this.name,
        pipelineSpec: spec,
        ...(platform !== undefined && { platformSpec: platform }),
      },
    });
  }
}
