import { type KeyToPath, type PodTemplate, type Volume, type VolumeMount } from './pod-template';

/** One file that the kubelet would mount, or an empty folder. */
export type PodFile =
  | { readonly path: string; readonly text: string; readonly mode: number; readonly group: number }
  | { readonly path: string; readonly writableBy: number; readonly group: number };

/** Values of Secrets: `(secret name, key) => value`. The stack holds references only, so a test brings the values. */
export type SecretValues = (secretName: string, key: string) => string;

const DEFAULT_MODE = 0o644;
/** What the kubelet adds for the group of a read-only volume when the pod has an fsGroup (kubernetes pkg/volume/volume_linux.go). */
const GROUP_READ = 0o440;

/**
 * The files that the template's mounts put into a container, at their exact paths and with the modes that the kubelet gives them.
 *
 * @throws on a volume that this test does not know, and on a ConfigMap or key that was not written
 */
export function podFiles(template: PodTemplate, mounts: readonly VolumeMount[], secrets: SecretValues): PodFile[] {
  return mounts.flatMap((mount) => {
    const volume = template.volumes.find(({ name }) => name === mount.name);
    if (volume === undefined)
      throw new Error(`${template.name}: the mount ${mount.mountPath} names the unknown volume ${mount.name}`);
    return filesOf(template, volume, mount, secrets);
  });
}

function filesOf(template: PodTemplate, volume: Volume, mount: VolumeMount, secrets: SecretValues): PodFile[] {
  const group = template.securityContext.fsGroup ?? 0;
  if (volume.emptyDir !== undefined) {
    return [{ path: mount.mountPath, writableBy: template.securityContext.runAsUser ?? 0, group }];
  }
  if (volume.persistentVolumeClaim !== undefined) return []; // weights: nothing here reads them
  const { items, defaultMode, value } = source(template, volume, secrets);
  return items
    .filter(({ path }) => mount.subPath === undefined || path === mount.subPath)
    .map(({ key, path, mode }) => ({
      path: mount.subPath === undefined ? `${mount.mountPath}/${path}` : mount.mountPath,
      text: value(key),
      mode: (mode ?? defaultMode ?? DEFAULT_MODE) | (group === 0 ? 0 : GROUP_READ),
      group,
    }));
}

interface Source {
  readonly items: readonly KeyToPath[];
  readonly defaultMode?: number;
  readonly value: (key: string) => string;
}

function source(template: PodTemplate, volume: Volume, secrets: SecretValues): Source {
  if (volume.configMap !== undefined) {
    const { name, items, defaultMode } = volume.configMap;
    const data = template.configMaps[name];
    if (data === undefined) throw new Error(`${template.name} mounts the ConfigMap ${name}, which was not written`);
    const value = (key: string): string => {
      const text = data[key];
      if (text === undefined) throw new Error(`the ConfigMap ${name} has no key ${key}`);
      return text;
    };
    return { items: items ?? Object.keys(data).map((key) => ({ key, path: key })), defaultMode, value };
  }
  if (volume.secret?.items !== undefined) {
    const { secretName, items, defaultMode } = volume.secret;
    return { items, defaultMode, value: (key) => secrets(secretName, key) };
  }
  throw new Error(`${template.name}: the volume ${volume.name} is of a kind that this test cannot mount`);
}
