import { DocumentSet, type KubernetesDocument } from '../../assurance';
import { type Kubectl, lastLine } from '../live/kubectl';
import { SECRET_TABLE, secretHeads } from '../live/secret-heads';

/** What preconditions are held against: plain data, so that no check needs a cluster. */
export interface ClusterFacts {
  /** Version of the API server, for example `v1.36.3`. @default - it does not say */
  readonly version?: string;
  /** Groups with versions that it serves, for example `apps/v1`. */
  readonly apiVersions: ReadonlySet<string>;
  /** Resources that it serves, for example `deployments.apps`. */
  readonly resources: ReadonlySet<string>;
  /** Objects that were looked at; of Secrets the heads only. */
  readonly objects: DocumentSet;
  /** Why a resource could not be looked at, by its name. */
  readonly unseen: ReadonlyMap<string, string>;
}

/** Resources that tell what is installed; those of extensions are asked for only where they are served. */
export const EXAMINED_RESOURCES: readonly string[] = [
  'nodes',
  'daemonsets.apps',
  'deployments.apps',
  'storageclasses.storage.k8s.io',
  'persistentvolumeclaims',
  'runtimeclasses.node.k8s.io',
  'priorityclasses.scheduling.k8s.io',
  'ciliumnodes.cilium.io',
  'felixconfigurations.crd.projectcalico.org',
  'antreaagentinfos.crd.antrea.io',
  'issuers.cert-manager.io',
  'clusterissuers.cert-manager.io',
];

/** @throws if the cluster does not answer */
export async function readClusterFacts(kubectl: Kubectl): Promise<ClusterFacts> {
  const resources = await kubectl.resources();
  const unseen = new Map<string, string>();
  const objects: unknown[] = [];
  for (const resource of EXAMINED_RESOURCES.filter((each) => resources.has(each))) {
    const { code, stdout, stderr } = await kubectl.get(resource, '--all-namespaces', '--output=json');
    if (code === 0) objects.push(JSON.parse(stdout));
    else unseen.set(resource, lastLine(stderr));
  }
  const secrets = await kubectl.get(...SECRET_TABLE);
  if (secrets.code === 0) objects.push(...secretHeads(secrets.stdout));
  else unseen.set('secrets', lastLine(secrets.stderr));
  const version = await kubectl.serverVersion();
  return {
    ...(version !== undefined && { version }),
    apiVersions: await kubectl.apiVersions(),
    resources,
    objects: DocumentSet.of(objects),
    unseen,
  };
}

/** @returns objects of the kind by namespace and name */
export function namesOf(documents: DocumentSet, kind: string): ReadonlyMap<string, KubernetesDocument> {
  return new Map(
    documents
      .ofKind(kind)
      .map((document) => [`${document.metadata.namespace ?? ''}/${document.metadata.name}`, document]),
  );
}
