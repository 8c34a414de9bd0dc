import { type SecretValues } from '../guard/pod-files';
import { type WrittenDocument } from './written-documents';

/**
 * What an operator brings besides the written documents, found in them: every Secret that a pod mounts, every claim, and the
 * namespace of the callers. Nothing that was written is changed.
 */
export function operatorAdditions(
  documents: readonly WrittenDocument[],
  secrets: SecretValues,
  weightsFolder: string,
): readonly object[] {
  const deployments = documents.filter((document) => document.kind === 'Deployment');
  const mounted = deployments.flatMap(({ metadata: { namespace }, spec }) =>
    spec.template.spec.volumes.map((volume) => ({ namespace, volume })),
  );
  const added = new Map<string, object>();
  for (const { namespace, volume } of mounted) {
    if (volume.secret !== undefined) {
      const { secretName, items } = volume.secret;
      const stringData = Object.fromEntries(items.map(({ key }) => [key, secrets(secretName, key)]));
      const metadata = { name: secretName, namespace };
      added.set(`Secret ${namespace}/${secretName}`, { apiVersion: 'v1', kind: 'Secret', metadata, stringData });
    }
    if (volume.persistentVolumeClaim !== undefined) {
      const { claimName } = volume.persistentVolumeClaim;
      added.set(`volume ${namespace}/${claimName}`, preBoundVolume(namespace, claimName, weightsFolder));
      added.set(`claim ${namespace}/${claimName}`, claim(namespace, claimName));
    }
  }
  return [...added.values()];
}

function volumeName(namespace: string, claimName: string): string {
  return `${namespace}-${claimName}`;
}

function preBoundVolume(namespace: string, claimName: string, folder: string): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName(namespace, claimName) },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadOnlyMany'],
      storageClassName: '',
      claimRef: { namespace, name: claimName },
      hostPath: { path: folder, type: 'Directory' },
    },
  };
}

function claim(namespace: string, name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: {
      accessModes: ['ReadOnlyMany'],
      storageClassName: '',
      volumeName: volumeName(namespace, name),
      resources: { requests: { storage: '1Gi' } },
    },
  };
}
