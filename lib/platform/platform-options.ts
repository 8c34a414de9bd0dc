import { type NodeOs } from './node-os';

/** What any cluster may say about itself, wherever it runs. */
export interface PlatformOptions {
  /**
   * Minor version of the cluster: fields newer than it are not written.
   * @default '1.36'
   */
  readonly kubernetesVersion?: string;
  /**
   * Resource name under which nodes offer their GPUs.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResourceName?: string;
  /**
   * Key of the taint on GPU nodes, which GPU workloads tolerate.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuTaintKey?: string;
  /**
   * StorageClass of the volume claims that the library writes.
   * @default - the cluster's default StorageClass
   */
  readonly storageClass?: string;
  /**
   * Networks of the API server: its node addresses and its Service address. Allowed only to workloads that need it, and
   * never contained in another allowed network.
   * @default - unknown: no workload may be connected with the API server
   */
  readonly apiServerCidrs?: string[];
  /**
   * Networks of the nodes, where health checks of load balancers and kubelets come from.
   * @default - unknown: no policy names the nodes
   */
  readonly nodeCidrs?: string[];
  /**
   * Registries to pull from instead of the published ones, by prefix of the repository; the longest prefix wins.
   * Example: `{ 'docker.io': 'registry.example.com/docker-hub' }`.
   * @default - every image is pulled from where it is published
   */
  readonly registryMirrors?: { readonly [prefix: string]: string };
  /**
   * Secrets of type `kubernetes.io/dockerconfigjson` that every pod pulls with; they exist in each namespace already.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Whether the nodes can run pods in user namespaces: Linux 6.3, containerd 2.0 or CRI-O 1.25, runc 1.2 or crun 1.9
   * (kubernetes.io, "User Namespaces").
   * @default true
   */
  readonly userNamespaces?: boolean;
  /**
   * Namespace of the cluster's DNS pods.
   * @default 'kube-system'
   */
  readonly clusterDnsNamespace?: string;
  /**
   * Labels of the cluster's DNS pods.
   * @default { 'k8s-app': 'kube-dns' }
   */
  readonly clusterDnsLabels?: { readonly [key: string]: string };
  /**
   * DNS suffix of the cluster's Services.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Operating system of the nodes.
   * @default NodeOs.ORACLE_LINUX on OKE, NodeOs.OTHER elsewhere
   */
  readonly nodeOs?: NodeOs;
}
