import { parse, stringify } from 'yaml';
import { KubernetesVersion } from '../../platform';
import { errors } from '../errors';

/**
 * The releases that Oracle has tested as enforcer of NetworkPolicies beside the VCN-native network, one for each minor of Kubernetes
 * (docs.oracle.com, "Installing Calico and Setting Up Network Policies", read 2026-09-05). They are upgraded together.
 */
const RELEASES: { readonly [minor: string]: string } = { '1.34': '3.30.3', '1.35': '3.31.5', '1.36': '3.32.0' };

const REMOVED_VARIABLE = 'FELIX_TYPHAK8SSERVICENAME';
const REMOVED_CONFIG_MAP = 'kubernetes-services-endpoint';
const REMOVED_VOLUMES = ['cni-bin-dir', 'cni-net-dir', 'cni-log-dir'];
const ADDED_VARIABLES = [
  { name: 'FELIX_INTERFACEPREFIX', value: 'oci' },
  { name: 'NO_DEFAULT_POOLS', value: 'true' },
  { name: 'FELIX_CHAININSERTMODE', value: 'Append' },
  { name: 'FELIX_IPTABLESMANGLEALLOWACTION', value: 'Return' },
  // Oracle Linux 8 has the nftables form of iptables.
  { name: 'FELIX_IPTABLESBACKEND', value: 'NFT' },
];

interface Named {
  readonly name: string;
}

interface NodeDaemonSet {
  spec: {
    template: {
      spec: {
        initContainers?: unknown[];
        volumes: Named[];
        containers: (Named & {
          env: (Named & { readonly value?: string })[];
          envFrom?: { readonly configMapRef?: Named }[];
          volumeMounts: Named[];
        })[];
      };
    };
  };
}

/**
 * The release of Calico for a version of Kubernetes on OKE.
 * @throws if the minor is not one that this library knows
 */
export function calicoRelease(kubernetesVersion: string): string {
  return RELEASES[KubernetesVersion.parse(kubernetesVersion).toString()]!;
}

/**
 * Edits Calico's manifest so that it enforces NetworkPolicies beside the VCN-native network of OKE and touches no network itself, as
 * Oracle documents it. Apply the result before the first node starts.
 * @param manifest text of `manifests/calico-policy-only.yaml` of Calico's release for that Kubernetes
 * @returns the edited text; everything but the DaemonSet `calico-node` is as it was
 * @throws if a part that has to be edited is not there, so that a new form of the manifest is not half edited
 */
export function calicoPolicyOnly(manifest: string): string {
  const documents = manifest.split(/^---$/m);
  const at = documents.findIndex((text) => /^kind: DaemonSet$/m.test(text) && /^ {2}name: calico-node$/m.test(text));
  if (at < 0) throw errors.calicoPartMissing('DaemonSet calico-node');
  const edited = editedDaemonSet(parse(documents[at]!) as NodeDaemonSet);
  documents[at] = `\n${stringify(edited, { lineWidth: 0 })}`;
  return documents.join('---');
}

function editedDaemonSet(daemonSet: NodeDaemonSet): NodeDaemonSet {
  const pod = daemonSet.spec.template.spec;
  const container = pod.containers.find(({ name }) => name === 'calico-node');
  if (container === undefined) throw errors.calicoPartMissing('container calico-node');
  if (pod.initContainers === undefined) throw errors.calicoPartMissing('initContainers');
  delete pod.initContainers;

  const added = new Set(ADDED_VARIABLES.map(({ name }) => name));
  container.env = [
    ...without(container.env, REMOVED_VARIABLE, ({ name }) => name).filter(({ name }) => !added.has(name)),
    ...ADDED_VARIABLES,
  ];
  container.envFrom = without(container.envFrom ?? [], REMOVED_CONFIG_MAP, ({ configMapRef }) => configMapRef?.name);
  if (container.envFrom.length === 0) delete container.envFrom;
  for (const volume of REMOVED_VOLUMES) pod.volumes = without(pod.volumes, volume, ({ name }) => name);
  container.volumeMounts = container.volumeMounts.filter(({ name }) => !REMOVED_VOLUMES.includes(name));
  return daemonSet;
}

/** @throws if there is none of that name to take away */
function without<T>(entries: readonly T[], name: string, nameOf: (entry: T) => string | undefined): T[] {
  const rest = entries.filter((entry) => nameOf(entry) !== name);
  if (rest.length === entries.length) throw errors.calicoPartMissing(name);
  return rest;
}
