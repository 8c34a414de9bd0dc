import { cilium } from '../tools/cilium/cilium';
import { containerd } from '../tools/containerd/containerd';
import { coredns } from '../tools/coredns/coredns';
import { installDebianPackages } from '../tools/debian-programs';
import { etcd } from '../tools/etcd/etcd';
import { kubeApiserver } from '../tools/kube-apiserver/kube-apiserver';
import { kubectl as kubectlProgram } from '../tools/kubectl/kubectl';
import { kubernetesNode } from '../tools/kubernetes-node/kubernetes-node';
import { cniPlugins } from '../tools/cni-plugins/cni-plugins';
import { runc } from '../tools/runc/runc';
import { applyCiliumDefinitions, CILIUM_PACKAGES, startCilium } from './cilium';
import { startClusterDns, waitForClusterDns } from './cluster-dns';
import { ContainerRuntime } from './container-runtime';
import { startApiServer, startControllers } from './control-plane';
import { credentialsOf, makeCredentials, type Persona } from './credentials';
import { type Image } from './images/image';
import { pauseImage } from './images/pause-image';
import { startKubeProxy } from './kube-proxy';
import { Kubectl } from './kubectl';
import { startKubelet } from './kubelet';
import { Node } from './node';
import { requireClusterHost } from './requirements';
import { Stopwatch } from './stopwatch';

export interface ClusterOptions {
  /** Who may talk to the API server besides Kubernetes' own components. @default only the persona `admin` */
  readonly personas?: readonly Persona[];
  /** How long the API server may take to become ready. @default 120 */
  readonly readySeconds?: number;
}

/**
 * A real Kubernetes on one node, with Cilium as NetworkPolicy enforcer:
 *
 *     await using cluster = await Cluster.start();
 *     await cluster.kubectl.apply(documents);
 *
 * Nothing is pulled: images are loaded with `cluster.load`.
 */
export class Cluster implements AsyncDisposable {
  /**
   * Installs what is missing (the first time takes minutes) and starts a cluster whose node is ready and whose DNS answers.
   *
   * @throws when this machine lacks something, or a component does not come up; nothing is left behind then
   */
  public static async start(options: ClusterOptions = {}): Promise<Cluster> {
    const watch = new Stopwatch('cluster');
    await requireClusterHost();
    await installClusterTools();
    watch.lap('every tool is there');
    const node = await Node.start();
    try {
      return await startOn(node, options, watch);
    } catch (error) {
      await node[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * A cluster that another process started and will end.
   *
   * @param state its folder, as that process printed it
   */
  public static async attach(state: string): Promise<Cluster> {
    const node = await Node.attach(state);
    const kubectl = new Kubectl(node, await kubectlProgram(), credentialsOf(node));
    return new Cluster(node, kubectl, await ContainerRuntime.attach(node));
  }

  /** @internal */
  public constructor(
    public readonly node: Node,
    public readonly kubectl: Kubectl,
    private readonly runtime: ContainerRuntime,
  ) {}

  /**
   * Makes an image known to the node.
   *
   * @param names further references by which pods name it
   */
  public async load(image: Image, ...names: readonly string[]): Promise<void> {
    await this.runtime.load(image);
    for (const name of names) await this.runtime.tag(image, name);
  }

  /** Ends the kubelet and starts it again; pods go on running, and what it had remembered about objects is forgotten. */
  public async restartKubelet(): Promise<void> {
    // inside the node's own pid namespace no other kubelet is visible
    await this.node.run('pkill', ['-x', 'kubelet']);
    await startKubelet(this.node, credentialsOf(this.node));
    await this.node.waitFor('the kubelet answers', 'kubelet', async () => {
      return (await this.kubectl.attempt(['get', '--raw', `/api/v1/nodes/${this.node.name}/proxy/healthz`])).code === 0;
    });
  }

  /** Ends the cluster and removes everything it made, if this process started it. */
  public [Symbol.asyncDispose](): Promise<void> {
    return this.node[Symbol.asyncDispose]();
  }
}

/** Installs every program that a cluster needs, one after the other: builds use all cores by themselves. */
export async function installClusterTools(): Promise<void> {
  await installDebianPackages([...CILIUM_PACKAGES, 'nftables', 'openssl', 'util-linux', 'procps']);
  for (const install of [
    kubectlProgram,
    etcd,
    kubeApiserver,
    kubernetesNode,
    containerd,
    runc,
    cniPlugins,
    coredns,
    cilium,
  ]) {
    await install();
  }
  await pauseImage();
}

async function startOn(node: Node, options: ClusterOptions, watch: Stopwatch): Promise<Cluster> {
  const credentials = await makeCredentials(node, options.personas ?? []);
  const kubectl = new Kubectl(node, await kubectlProgram(), credentials);
  const ciliumTool = await cilium();
  const pause = await pauseImage();
  const [runtime] = await Promise.all([
    ContainerRuntime.start(node, pause, [ciliumTool.cniPlugin]).then(async (started) => {
      await started.load(pause);
      watch.lap('containerd runs');
      return started;
    }),
    startApiServer(node, credentials, kubectl, options.readySeconds).then(() => watch.lap('the API server is ready')),
  ]);
  await startControllers(node, credentials);
  await startKubelet(node, credentials);
  await startKubeProxy(node, credentials);
  await applyCiliumDefinitions(kubectl, ciliumTool);
  watch.lap('controllers, kubelet and kube-proxy run');
  await startClusterDns(kubectl, runtime);
  await startCilium(node, credentials, ciliumTool);
  watch.lap('Cilium runs');
  await node.waitFor('the node becomes ready', 'kubelet', async () => {
    const status = await kubectl.attempt(['wait', '--for=condition=Ready', `node/${node.name}`, '--timeout=5s']);
    return status.code === 0;
  });
  watch.lap('the node is ready');
  await waitForClusterDns(kubectl);
  watch.lap('the cluster DNS answers');
  return new Cluster(node, kubectl, runtime);
}
