import { type SecretRef } from '../../platform';
import { type Mount } from '../../workload';
import { bytesQuantity } from '../../workload/quantity';
import { unsupportedMount } from './errors';

const SHARED_MEMORY = '/dev/shm';
/** Where Kubeflow, Argo and the defaults of runs mount something themselves. */
const TAKEN = /^\/(tmp|gcs|s3|minio|\.local|\.cache|\.config|kfp-launcher|kfp-workspace|var\/run\/argo)(\/|$)/;

interface ClaimSource {
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly: boolean };
}

/** @throws if one cannot be mounted into a step, or two different things stand at one path */
export function checkMounts(component: string, mounts: readonly Mount[]): void {
  const byPath = new Map<string, Mount>();
  for (const mount of mounts) {
    checkMount(component, mount);
    if (TAKEN.test(mount.path))
      throw unsupportedMount(component, mount.path, 'every step has a volume there already; choose another path');
    const known = byPath.get(mount.path);
    const secret = mount._parts.secret?.secretName;
    if (known !== undefined && (secret === undefined || known._parts.secret?.secretName !== secret))
      throw unsupportedMount(component, mount.path, 'something else is mounted there already; choose another path');
    byPath.set(mount.path, mount);
  }
}

/** @throws if Kubeflow 2.17 has no field for it, or one that does something else */
function checkMount(component: string, mount: Mount): void {
  const { image, secret, disk, memory, source } = mount._parts;
  if (image !== undefined) throw unsupportedMount(component, mount.path, 'a step mounts no image; use a claim');
  if (secret !== undefined || disk !== undefined || memory !== undefined) return;
  const claim = (source as ClaimSource).persistentVolumeClaim;
  if (claim === undefined)
    throw unsupportedMount(
      component,
      mount.path,
      'a step mounts no configuration file; put it in the image, in a claim or in an artifact',
    );
  if (claim.readOnly)
    throw unsupportedMount(
      component,
      mount.path,
      "Kubeflow mounts claims writable only; say writable: true, and protect the data by the claim's access mode ReadOnlyMany",
    );
}

/** Secrets among the mounts. */
export function mountedSecrets(mounts: readonly Mount[]): SecretRef[] {
  return mounts.flatMap((mount) => mount._parts.secret ?? []);
}

/** The mounts as `kfp_kubernetes.KubernetesExecutorConfig` has them. */
export function renderMounts(mounts: readonly Mount[]): object {
  // a Secret is mounted with all of its keys, so two keys at one place are one mount
  const secrets = new Map(
    mounts.filter(({ _parts }) => _parts.secret !== undefined).map((mount) => [mount.path, mount]),
  );
  const claims = mounts.filter(({ _parts }) => (_parts.source as ClaimSource).persistentVolumeClaim !== undefined);
  const shared = mounts.find(({ path, _parts }) => path === SHARED_MEMORY && _parts.memory !== undefined);
  const scratch = mounts.filter(
    (mount) => mount !== shared && (mount._parts.disk !== undefined || mount._parts.memory !== undefined),
  );
  return {
    ...(secrets.size > 0 && { secretAsVolume: [...secrets.values()].map(secretAsVolume) }),
    ...(claims.length > 0 && { pvcMount: claims.map(pvcMount) }),
    ...(scratch.length > 0 && { emptyDirMounts: scratch.map(emptyDirMount) }),
    ...(shared?._parts.memory && {
      enabledSharedMemory: { volumeName: shared._parts.name, size: bytesQuantity(shared._parts.memory) },
    }),
  };
}

function secretAsVolume({ path, _parts }: Mount): object {
  const name = _parts.secret?.secretName ?? '';
  return { secretName: name, secretNameParameter: constant(name), mountPath: path, optional: false };
}

function pvcMount({ path, _parts }: Mount): object {
  const { claimName } = (_parts.source as ClaimSource).persistentVolumeClaim ?? { claimName: '' };
  const { subPath } = _parts.mount as { readonly subPath?: string };
  return { pvcNameParameter: constant(claimName), mountPath: path, ...(subPath !== undefined && { subPath }) };
}

function emptyDirMount({ path, _parts }: Mount): object {
  const size = _parts.disk ?? _parts.memory;
  return {
    volumeName: _parts.name,
    mountPath: path,
    ...(_parts.memory !== undefined && { medium: 'Memory' }),
    ...(size !== undefined && { sizeLimit: bytesQuantity(size) }),
  };
}

function constant(text: string): object {
  return { runtimeValue: { constant: text } };
}
