import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Folders of this machine in place of what the platform mounts, by the name of the claim or the Secret. */
export interface MountedFolders {
  /** @default none */
  readonly claims?: Readonly<Record<string, string>>;
  /** @default none */
  readonly secrets?: Readonly<Record<string, string>>;
}

interface NameSource {
  readonly runtimeValue: { readonly constant: string };
}

interface ExecutorConfig {
  readonly pvcMount?: readonly { readonly pvcNameParameter: NameSource; readonly mountPath: string }[];
  readonly secretAsVolume?: readonly { readonly secretNameParameter: NameSource; readonly mountPath: string }[];
}

interface PlatformDocument {
  readonly platforms?: {
    readonly kubernetes?: { readonly deploymentSpec: { readonly executors: Readonly<Record<string, ExecutorConfig>> } };
  };
}

/** Writes a pipeline for the local runner. @returns the file */
export async function writePipeline(yaml: string, folder: string): Promise<string> {
  const file = join(folder, 'pipeline.yaml');
  await writeFile(file, yaml);
  return file;
}

/**
 * What stands here for each path that a step mounts something at: local runs ignore the platform's settings.
 *
 * @throws on a claim or Secret that the test has no folder for, or one path with two folders
 */
export function localMounts(yaml: string, { claims = {}, secrets = {} }: MountedFolders): Record<string, string> {
  const documents = parseAllDocuments(yaml).map((document) => document.toJS() as PlatformDocument);
  const executors = documents.flatMap(({ platforms }) =>
    Object.values(platforms?.kubernetes?.deploymentSpec.executors ?? {}),
  );
  const mounts: Record<string, string> = {};
  const add = (path: string, name: string, folders: Readonly<Record<string, string>>): void => {
    const folder = folders[name];
    if (folder === undefined) throw new Error(`a step mounts ${name} at ${path}, and the test has no folder for it`);
    if ((mounts[path] ?? folder) !== folder) throw new Error(`steps mount different things at ${path}`);
    mounts[path] = folder;
  };
  for (const { pvcMount = [], secretAsVolume = [] } of executors) {
    for (const { mountPath, pvcNameParameter } of pvcMount)
      add(mountPath, pvcNameParameter.runtimeValue.constant, claims);
    for (const { mountPath, secretNameParameter } of secretAsVolume)
      add(mountPath, secretNameParameter.runtimeValue.constant, secrets);
  }
  return mounts;
}
