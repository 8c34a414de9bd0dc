import { kubernetesNode } from '../tools/kubernetes-node/kubernetes-node';
import { type Credentials } from './credentials';
import { NETWORK } from './network';
import { type Node } from './node';

/** Starts kube-proxy: Services become nftables rules of the node's own network namespace. */
export async function startKubeProxy(node: Node, credentials: Credentials): Promise<void> {
  await node.startComponent({
    name: 'kube-proxy',
    program: `${await kubernetesNode()}/kube-proxy`,
    args: [
      `--kubeconfig=${credentials.kubeconfig('kube-proxy')}`,
      '--proxy-mode=nftables',
      `--cluster-cidr=${NETWORK.pods}`,
      `--hostname-override=${node.name}`,
      // the connection table's size belongs to the whole machine
      '--conntrack-max-per-core=0',
      '--healthz-bind-address=127.0.0.1:10256',
      '--metrics-bind-address=127.0.0.1:10249',
    ],
  });
}
