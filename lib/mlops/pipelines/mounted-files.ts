import { type SecretRef } from '../../platform';
import { Mount } from '../../workload';

/** Where the steps find what is not an artifact. */
export const FOLDERS = {
  /** Labelled examples to train on. */
  data: '/data',
  /** Weights of the model that is adapted. */
  baseModel: '/models/base',
  /** The model that is to be released, with its registration and its signature. */
  model: '/models/candidate',
  /** Attack and honest suite. */
  suites: '/suites',
  /** What an image is built from. */
  context: '/context',
  /** Sealed records of flagged and missed prompts. */
  flagged: '/flagged',
};

/** A secret of the steps as a file; its own folder for each purpose. */
export function secretFile(purpose: string, secret: SecretRef): Mount {
  return Mount.secretFile(secret, `/var/run/secrets/secure-llm/${purpose}`);
}

/** A claim; Kubeflow mounts it writable, so what must not change is protected by its access mode. */
export function claim(name: string, folder: string): Mount {
  return Mount.claim(name, folder, { writable: true });
}
