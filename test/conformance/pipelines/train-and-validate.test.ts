import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrainAndValidatePipeline, TrustZone } from '../../../lib';
import { App } from 'cdk8s';
import { kubernetes } from '../../request-path/declared';
import { STEPS_FOLDER } from '../tools/steps-venv/steps-venv';
import { argumentOf, type LocalRunResult, ran, runLocally } from './local-run/local-run';
import { localMounts, writePipeline } from './local-run/pipeline-file';
import { stepImages } from './local-run/step-images';
import { StandInRegistry } from './training/stand-in-registry';
import { TrainingInputs } from './training/training-inputs';

const SOURCE = `oci://registry.example/models/judge@sha256:${'a'.repeat(64)}`;

/** The shipped pipeline, with what a tiny model needs to learn in seconds. */
function pipelineTo(trackingUrl: string): TrainAndValidatePipeline {
  const zone = new TrustZone(new App(), 'pipelines', { platform: kubernetes() });
  return new TrainAndValidatePipeline(zone, 'train-and-validate', {
    dataClaim: 'examples',
    baseModelClaim: 'base-model',
    minimumAccuracy: 0.9,
    modelName: 'judge',
    sourceUri: SOURCE,
    trackingUrl,
    trackingSecret: 'tracking',
    epochs: 8,
    learningRate: 0.02,
    seed: 3,
  });
}

async function trained(inputs: TrainingInputs, registry: StandInRegistry): Promise<LocalRunResult> {
  const yaml = pipelineTo(registry.url).toYaml();
  await writeFile(join(inputs.credentials, 'username'), 'train-and-validate');
  await writeFile(join(inputs.credentials, 'password'), 'only for this test');
  return runLocally({
    pipeline: await writePipeline(yaml, inputs.folder),
    root: inputs.artifacts,
    arguments: {},
    images: await stepImages(),
    mounts: localMounts(yaml, {
      claims: { examples: inputs.data, 'base-model': inputs.baseModel },
      secrets: { tracking: inputs.credentials },
    }),
  });
}

async function figures(result: LocalRunResult, command: string, option: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(argumentOf(result, command, option), 'utf8')) as Record<string, unknown>;
}

describe('train and validate, run by kfp with the shipped steps', () => {
  test('a model learns what it did not know, and is registered by the digest that was measured', async () => {
    await using inputs = await TrainingInputs.make();
    await using registry = await StandInRegistry.start();
    const result = await trained(inputs, registry);
    expect(result.error).toBeNull();
    expect(ran(result)).toEqual(['prepare-data 0', 'train 0', 'evaluate 0', 'register 0']);
    const metrics = await figures(result, 'evaluate', '--metrics');
    console.log(`held-out accuracy ${String(metrics['accuracy_of_base_model'])} → ${String(metrics['accuracy'])}`);
    expect(metrics['accuracy_of_base_model']).toBeLessThan(0.65);
    expect(metrics['accuracy']).toBeGreaterThan(0.95);
    expect((await figures(result, 'train', '--metrics'))['adapter_sha256']).toBe(metrics['adapter_sha256']);
    const registration = await figures(result, 'register', '--registration');
    expect(registration).toMatchObject({
      model: 'judge',
      version: 1,
      sha256: metrics['adapter_sha256'],
      source: SOURCE,
    });
    expect(registry.versions.map(({ source }) => source)).toEqual([SOURCE]);
  });

  test('drawn labels teach nothing: the gate refuses, and nothing is registered', async () => {
    await using inputs = await TrainingInputs.make({ shuffled: true });
    await using registry = await StandInRegistry.start();
    const result = await trained(inputs, registry);
    expect(ran(result)).toEqual(['prepare-data 0', 'train 0', 'evaluate 3']);
    expect(result.error).toContain('evaluate');
    expect(result.steps.at(-1)?.output).toMatch(/gate failed: held-out accuracy is 0\.[3-7]/);
    expect(registry.versions).toEqual([]);
  });

  test('what is tested here is what the image pins, but for torch', async () => {
    const pins = async (file: string): Promise<string[]> =>
      [
        ...(await readFile(file, 'utf8')).matchAll(/^(?:accelerate|peft|safetensors|tokenizers|transformers)==\S+/gm),
      ].map(([pin]) => pin);
    const tested = await pins(join(__dirname, '../tools/training-venv/requirements.lock'));
    expect(tested).toHaveLength(5);
    expect(tested).toEqual(await pins(join(STEPS_FOLDER, 'requirements-train.lock')));
  });
});
