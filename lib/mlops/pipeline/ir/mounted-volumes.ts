import { type PipelineDocuments } from './pipeline-ir';

/** What steps mount, as Kubeflow mounts it: whole Secrets, and claims that can be written. */
export interface MountedVolumes {
  /** Names of Secrets, each once. */
  readonly secrets: readonly string[];
  /** Names of claims, each once. */
  readonly claims: readonly string[];
}

/**
 * What all steps of a pipeline mount. Read from the documents, because a pipeline that somebody else compiled has no components of ours; a
 * name that only a run knows is not among them.
 */
export function mountedVolumes({ platform }: PipelineDocuments): MountedVolumes {
  const executors = Object.values(platform?.platforms?.kubernetes?.deploymentSpec?.executors ?? {});
  return {
    secrets: distinct(
      executors.flatMap(({ secretAsVolume = [] }) =>
        secretAsVolume.map((each) => each.secretNameParameter?.runtimeValue?.constant ?? each.secretName),
      ),
    ),
    claims: distinct(
      executors.flatMap(({ pvcMount = [] }) =>
        pvcMount.map((each) => each.pvcNameParameter?.runtimeValue?.constant ?? each.constant),
      ),
    ),
  };
}

function distinct(names: readonly unknown[]): string[] {
  return [...new Set(names.filter((name) => typeof name === 'string'))].sort();
}
