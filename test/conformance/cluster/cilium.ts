import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { type Cilium } from '../tools/cilium/cilium';
import { cniConfigFolder } from './container-runtime';
import { type Credentials } from './credentials';
import { type Kubectl } from './kubectl';
import { NETWORK } from './network';
import { type Node } from './node';

/** Debian's; the agent compiles its datapath at start. */
const CLANG = '/usr/lib/llvm-19/bin';
const SOCKET_FOLDER = '/run/cilium';

/** Debian packages that the agent calls. */
export const CILIUM_PACKAGES = ['clang-19', 'llvm-19', 'iptables', 'ipset', 'iproute2', 'conntrack'] as const;

/** Makes the agent's custom resources known; the agent waits for them. */
export async function applyCiliumDefinitions(kubectl: Kubectl, cilium: Cilium): Promise<void> {
  await kubectl.run(['apply', '--server-side', ...cilium.definitions.flatMap((folder) => ['-f', folder])]);
}

/** Starts the Cilium agent: it gives pods their network and enforces NetworkPolicies on every packet. */
export async function startCilium(node: Node, credentials: Credentials, cilium: Cilium): Promise<void> {
  const programs = node.path('cilium/programs');
  await mkdir(programs, { recursive: true });
  for (const program of ['clang', 'llc', 'llvm-objcopy'])
    await symlink(`${CLANG}/${program}`, `${programs}/${program}`);
  await mkdir(node.path('cilium/cgroup'), { recursive: true });
  await node.startComponent({
    name: 'cilium-agent',
    program: cilium.agent,
    args: [
      `--k8s-kubeconfig-path=${credentials.kubeconfig('cilium')}`,
      '--cluster-name=conformance',
      '--identity-allocation-mode=crd',
      '--ipam=kubernetes',
      '--enable-ipv6=false',
      '--routing-mode=native',
      `--ipv4-native-routing-cidr=${NETWORK.pods}`,
      '--enable-ipv4-masquerade=false',
      // Services are kube-proxy's, as on most clusters
      '--kube-proxy-replacement=false',
      '--enable-l7-proxy=false',
      '--enable-health-checking=false',
      '--enable-endpoint-health-checking=false',
      '--enable-hubble=false',
      '--enable-bpf-clock-probe=false',
      '--enable-gops=false',
      '--cni-exclusive=false',
      '--devices=uplink',
      // by default a range means no node under Cilium, and pods could be allowed the API server by no NetworkPolicy
      '--policy-cidr-match-mode=nodes',
      '--bpf-root=/sys/fs/bpf',
      `--cgroup-root=${node.path('cilium/cgroup')}`,
      `--lib-dir=${cilium.library}`,
      `--state-dir=${SOCKET_FOLDER}`,
      `--socket-path=${SOCKET_FOLDER}/cilium.sock`,
    ],
    env: { K8S_NODE_NAME: node.name, PATH: `${programs}:${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });
  await node.waitFor('the Cilium agent answers', 'cilium-agent', async () => {
    return (await node.attempt('test', ['-S', `${SOCKET_FOLDER}/cilium.sock`])).code === 0;
  });
  // written last: the node becomes ready with it, and a pod made before would have no network
  await writeFile(
    `${cniConfigFolder(node)}/05-cilium.conflist`,
    JSON.stringify({ cniVersion: '0.3.1', name: 'cilium', plugins: [{ type: 'cilium-cni' }] }),
  );
}
