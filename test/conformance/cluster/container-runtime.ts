import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cniPlugins } from '../tools/cni-plugins/cni-plugins';
import { containerd } from '../tools/containerd/containerd';
import { runc } from '../tools/runc/runc';
import { type Image } from './images/image';
import { type Node } from './node';

const SOCKET = '/run/containerd/containerd.sock';

/** Where the kubelet finds containerd. */
export const CONTAINER_RUNTIME_ENDPOINT = `unix://${SOCKET}`;

/** The folder whose first file tells how pods get their network. */
export function cniConfigFolder(node: Node): string {
  return node.path('cni/conf');
}

/** containerd of one node. */
export class ContainerRuntime {
  /** Starts containerd and waits until it answers. */
  public static async start(node: Node, pause: Image, cniPrograms: readonly string[]): Promise<ContainerRuntime> {
    const programs = await containerd();
    const runcProgram = await runc();
    await mkdir(cniConfigFolder(node), { recursive: true });
    const binFolders = [await cniPlugins(), ...cniPrograms.map((program) => dirname(program))];
    await writeFile(
      node.path('containerd.toml'),
      `version = 3
root = "${node.path('containerd/root')}"
state = "/run/containerd/state"
[grpc]
address = "${SOCKET}"
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "${pause.name}"
[plugins."io.containerd.cri.v1.runtime"]
# a machine without CAP_SYS_RESOURCE cannot lower oom_score_adj, and every sandbox would fail
restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ${JSON.stringify(binFolders)}
conf_dir = "${cniConfigFolder(node)}"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
BinaryName = "${runcProgram}"
SystemdCgroup = false
`,
    );
    await node.startComponent({
      name: 'containerd',
      program: `${programs}/containerd`,
      args: ['--config', node.path('containerd.toml')],
      // without the shim and runc in PATH it cannot find out what they support and refuses user namespaces
      env: { PATH: `${programs}:${dirname(runcProgram)}:${process.env['PATH'] ?? ''}` },
    });
    const runtime = new ContainerRuntime(node, `${programs}/ctr`);
    await node.waitFor('containerd answers', 'containerd', async () => {
      return (await node.attempt(runtime.ctr, ['-a', SOCKET, 'version'])).code === 0;
    });
    return runtime;
  }

  /** containerd of a node that runs already. */
  public static async attach(node: Node): Promise<ContainerRuntime> {
    return new ContainerRuntime(node, `${await containerd()}/ctr`);
  }

  private constructor(
    private readonly node: Node,
    private readonly ctr: string,
  ) {}

  /** Makes an image known to the node; nothing is ever pulled. */
  public async load(image: Image): Promise<void> {
    await this.node.run(this.ctr, ['-a', SOCKET, '-n', 'k8s.io', 'images', 'import', image.archive]);
  }

  /**
   * Gives a loaded image a further name, for instance the reference that a manifest holds.
   *
   * @throws when the node has no such image
   */
  public async tag(image: Image, name: string): Promise<void> {
    await this.node.run(this.ctr, ['-a', SOCKET, '-n', 'k8s.io', 'images', 'tag', '--force', image.name, name]);
  }
}
