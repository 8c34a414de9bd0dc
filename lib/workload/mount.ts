import { createHash } from 'node:crypto';
import { type Size } from 'cdk8s';
import { type SecretRef } from '../platform';
import { requireSecretRef } from '../platform/secret-ref';
import { type ConfigFile } from './config-file';
import { errors } from './errors';
import { type ImageRef } from './image-ref';
import { checkDnsSubdomain } from './kubernetes-names';
import { bytesQuantity } from './quantity';

/** Where the API server's clients look for their credentials (rest.InClusterConfig of k8s.io/client-go). */
const API_SERVER_ACCESS = '/var/run/secrets/kubernetes.io/serviceaccount';
/** The kubelet renews a token before four fifths of it have passed. */
const TOKEN_SECONDS = 3600;

/** Options of a mounted token. */
export interface TokenMountProps {
  /** Who the token is for: whoever is asked with it checks that. */
  readonly audience: string;
  /**
   * Name of the file.
   * @default 'token'
   */
  readonly fileName?: string;
  /**
   * Seconds that a token is valid; Kubernetes gives none for less than 600.
   * @default 3600
   */
  readonly expirationSeconds?: number;
}

/** Options of a mounted PersistentVolumeClaim. */
export interface ClaimMountProps {
  /**
   * Lets the container write to it.
   * @default false
   */
  readonly writable?: boolean;
  /**
   * Folder inside the volume that is mounted instead of its root.
   * @default - the root
   */
  readonly subPath?: string;
}

/** Something that a container finds at a path. Equal mounts of several containers share one volume of the pod. */
export class Mount {
  /**
   * A secret as the file `<directory>/<key>`, readable by root and the pod's `fsGroup` (mode 0440).
   * @param directory absolute path that holds nothing else
   * @throws if the secret is not a reference
   */
  static secretFile(secret: SecretRef, directory: string): Mount {
    requireSecretRef(directory, secret);
    const items = [{ key: secret.key, path: secret.key, mode: 0o440 }];
    return new Mount(directory, `${directory}/${secret.key}`, {
      name: volumeName('secret', `${secret.secretName}/${secret.key}`),
      source: { secret: { secretName: secret.secretName, items, defaultMode: 0o440, optional: false } },
      mount: { readOnly: true },
      secret,
    });
  }

  /**
   * One configuration file, read-only.
   * @param path absolute path of the file
   */
  static configFile(file: ConfigFile, path: string): Mount {
    const items = [{ key: file.fileName, path: file.fileName }];
    return new Mount(path, path, {
      // named after the path: a release changes the name of the ConfigMap and nothing else
      name: volumeName('config', path),
      source: { configMap: { name: file.configMapName, items, defaultMode: 0o444, optional: false } },
      mount: { readOnly: true, subPath: file.fileName },
    });
  }

  /**
   * Writable space on the node's disk, empty at start and gone with the pod.
   * @param path absolute path
   * @param size at most; beyond it the pod is evicted
   */
  static scratch(path: string, size: Size): Mount {
    return Mount.emptyDir(path, size, {}, 'scratch');
  }

  /**
   * Writable space in memory, empty at start and gone with the pod. It counts as memory of the container that writes.
   * @param path absolute path, for example `/dev/shm`
   * @param size at most
   */
  static memory(path: string, size: Size): Mount {
    return Mount.emptyDir(path, size, { medium: 'Memory' }, 'memory');
  }

  /**
   * A PersistentVolumeClaim, read-only unless asked otherwise.
   * @param claimName name of the claim in the workload's namespace
   * @param path absolute path
   */
  static claim(claimName: string, path: string, props: ClaimMountProps = {}): Mount {
    checkDnsSubdomain('claim name', claimName);
    const { subPath } = props;
    if (subPath !== undefined && (/^\/|^$/.test(subPath) || subPath.split('/').includes('..'))) {
      throw errors.subPath(subPath);
    }
    const readOnly = !props.writable;
    return new Mount(path, path, {
      name: volumeName(readOnly ? 'claim' : 'writable-claim', claimName),
      source: { persistentVolumeClaim: { claimName, readOnly } },
      mount: { readOnly, ...(subPath !== undefined && { subPath }) },
    });
  }

  /**
   * A token of the pod's ServiceAccount for one audience, short-lived and renewed by the kubelet. The rule
   * `service-account-token` finds it: give the workload the reason with `dangerouslyMountServiceAccountToken`.
   * @param directory absolute path that holds nothing else
   */
  static serviceAccountToken(directory: string, props: TokenMountProps): Mount {
    const { audience, fileName = 'token', expirationSeconds = TOKEN_SECONDS } = props;
    const token = { serviceAccountToken: { audience, expirationSeconds, path: fileName } };
    return Mount.projected(directory, `${directory}/${fileName}`, 'token', [token]);
  }

  /**
   * What clients of the API server look for: a token of an hour, the cluster's certificate authority and the namespace.
   * @internal
   */
  static _apiServerAccess(): Mount {
    return Mount.projected(API_SERVER_ACCESS, `${API_SERVER_ACCESS}/token`, 'api-access', [
      { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ]);
  }

  /**
   * The content of an image, such as model weights, read-only.
   * @param path absolute path
   */
  static image(image: ImageRef, path: string): Mount {
    return new Mount(path, path, { name: volumeName('image', path), source: {}, mount: { readOnly: true }, image });
  }

  private static projected(directory: string, file: string, kind: string, sources: object[]): Mount {
    return new Mount(directory, file, {
      name: volumeName(kind, directory),
      source: { projected: { sources, defaultMode: 0o440 } },
      mount: { readOnly: true },
    });
  }

  private static emptyDir(path: string, size: Size, medium: object, kind: string): Mount {
    if (size.toKibibytes() < 1) throw errors.scratchEmpty(path);
    return new Mount(path, path, {
      name: volumeName(kind, path),
      source: { emptyDir: { ...medium, sizeLimit: bytesQuantity(size) } },
      mount: { readOnly: false },
      [kind === 'memory' ? 'memory' : 'disk']: size,
    });
  }

  private constructor(
    /** Where it is mounted. */
    readonly path: string,
    /** The file to read, for a secret or a configuration file; else the mounted folder. */
    readonly filePath: string,
    /**
     * What is rendered.
     * @internal
     */
    readonly _parts: MountParts,
  ) {
    if (!/^(\/[^/:\s]+)+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path)) throw errors.mountPath(path);
  }

  /**
   * The entry in `volumeMounts`.
   * @internal
   */
  _volumeMount(): object {
    return { name: this._parts.name, mountPath: this.path, ...this._parts.mount };
  }
}

/** The pieces of a volume and its mount. */
interface MountParts {
  /** Name of the volume in the pod. */
  readonly name: string;
  /** Volume source, by its kind. */
  readonly source: object;
  /** Fields of the mount besides name and path. */
  readonly mount: object;
  /** Image of an image volume; its reference is resolved where the zone's lock is known. */
  readonly image?: ImageRef;
  /** The secret that it holds. */
  readonly secret?: SecretRef;
  /** Local disk that it may take. */
  readonly disk?: Size;
  /** Memory that it may take. */
  readonly memory?: Size;
}

/** A DNS label that differs for different sources; a hash is added where spelling the source out would be ambiguous. */
function volumeName(kind: string, source: string): string {
  const slug = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = `${kind}-${slug}`;
  if (/^\/?[a-z0-9]+(\/[a-z0-9]+)*$/.test(source) && name.length <= 63) return name;
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  return `${name.slice(0, 63 - 9).replace(/-$/, '')}-${hash}`;
}
