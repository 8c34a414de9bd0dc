import { createFileRegistry, fromBinary, fromJson, type JsonValue, type Registry } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { join } from 'node:path';
import { run } from '../tools/command';
import { kfpPython } from '../tools/kfp-venv/kfp-venv';

interface DecodedDocuments {
  readonly spec: { readonly deploymentSpec?: unknown };
  readonly platform?: {
    readonly platforms: {
      readonly kubernetes: { readonly deploymentSpec: { readonly executors: Readonly<Record<string, unknown>> } };
    };
  };
}

/**
 * Kubeflow's own messages, decoded so that an unknown key or a wrong type is an error. Four of them, because the executors of both documents
 * are free-form in the message around them.
 */
export class StrictDecoder {
  /** With the messages of the pinned packages. */
  static async create(): Promise<StrictDecoder> {
    const descriptors = await run(await kfpPython(), [join(__dirname, 'descriptors.py')]);
    const files = fromBinary(FileDescriptorSetSchema, Buffer.from(descriptors.trim(), 'hex'));
    return new StrictDecoder(createFileRegistry(files));
  }

  private constructor(private readonly registry: Registry) {}

  /** @throws on the first key, enum, duration or selector that a message does not have */
  decode({ spec, platform }: DecodedDocuments): number {
    const settings = Object.values(platform?.platforms.kubernetes.deploymentSpec.executors ?? {});
    this.message('ml_pipelines.PipelineSpec', spec);
    this.message('ml_pipelines.PipelineDeploymentConfig', spec.deploymentSpec);
    if (platform !== undefined) this.message('ml_pipelines.PlatformSpec', platform);
    for (const executor of settings) this.message('kfp_kubernetes.KubernetesExecutorConfig', executor);
    return 2 + (platform === undefined ? 0 : 1) + settings.length;
  }

  private message(name: string, value: unknown): void {
    const schema = this.registry.getMessage(name);
    if (schema === undefined) throw new Error(`the packages carry no message ${name}`);
    try {
      fromJson(schema, value as JsonValue, { registry: this.registry, ignoreUnknownFields: false });
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
  }
}
