import { join } from 'node:path';
import { baseImage } from './base-image';
import { containerfileImage } from './containerfile-image';
import { type Image } from './image';

const REPOSITORY = join(__dirname, '../../../..');

/** The guard's image, from the repository's own Containerfile. */
export async function guardImage(): Promise<Image> {
  return containerfileImage({
    name: 'localhost/cdk8s-secure-llm/guard:0.1.0',
    context: join(REPOSITORY, 'guard'),
    containerfile: 'Containerfile',
    base: await baseImage(),
    sources: ['requirements.lock', 'secure_llm_guard'],
  });
}

/** The image of the pipelines' steps, from the repository's own Containerfile. */
export async function pipelineStepsImage(): Promise<Image> {
  return containerfileImage({
    name: 'localhost/cdk8s-secure-llm/pipeline-steps:0.1.0',
    context: join(REPOSITORY, 'pipeline-steps'),
    containerfile: 'Containerfile',
    base: await baseImage(),
    sources: ['requirements.lock', 'secure_llm_steps'],
    target: 'pipeline-steps',
  });
}

/** A model server that obeys every message; it stands in for llama.cpp and vLLM and takes their arguments. */
export async function fakeModelImage(): Promise<Image> {
  return containerfileImage({
    name: 'localhost/cdk8s-secure-llm/fake-model:1',
    context: join(REPOSITORY, 'test/conformance'),
    containerfile: 'cluster/fake-model/Containerfile',
    // it needs a Python with aiohttp, which the guard's image has
    base: await guardImage(),
    sources: ['guard/fake_model.py', 'cluster/fake-model'],
  });
}
