import { etcd } from '../tools/etcd/etcd';
import { kubeApiserver } from '../tools/kube-apiserver/kube-apiserver';
import { kubernetesNode } from '../tools/kubernetes-node/kubernetes-node';
import { type Credentials } from './credentials';
import { type Kubectl } from './kubectl';
import { NETWORK } from './network';
import { type Node } from './node';

/** Starts etcd and the API server and waits until it is ready. */
export async function startApiServer(
  node: Node,
  credentials: Credentials,
  kubectl: Kubectl,
  readySeconds = 120,
): Promise<void> {
  const client = 'http://127.0.0.1:2379';
  await node.startComponent({
    name: 'etcd',
    program: await etcd(),
    args: [
      `--data-dir=${node.path('etcd')}`,
      // nothing is to survive this cluster, so nothing waits for the disk
      '--unsafe-no-fsync',
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      '--listen-peer-urls=http://127.0.0.1:2380',
    ],
  });
  const { folder } = credentials;
  await node.startComponent({
    name: 'kube-apiserver',
    program: await kubeApiserver(),
    args: [
      `--etcd-servers=${client}`,
      // never all interfaces; with the node's address the `kubernetes` Service gets its endpoint
      `--bind-address=${NETWORK.node}`,
      `--advertise-address=${NETWORK.node}`,
      `--secure-port=${NETWORK.apiServerPort}`,
      `--tls-cert-file=${folder}/apiserver.crt`,
      `--tls-private-key-file=${folder}/apiserver.key`,
      `--client-ca-file=${credentials.certificateAuthority}`,
      `--token-auth-file=${folder}/tokens.csv`,
      `--kubelet-client-certificate=${folder}/kubelet-client.crt`,
      `--kubelet-client-key=${folder}/kubelet-client.key`,
      '--kubelet-preferred-address-types=InternalIP',
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${folder}/service-account.key`,
      `--service-account-signing-key-file=${folder}/service-account.key`,
      `--service-cluster-ip-range=${NETWORK.services}`,
      '--allow-privileged=true',
    ],
  });
  const isReady = async (): Promise<boolean> => (await kubectl.attempt(['get', '--raw', '/readyz'])).code === 0;
  await node.waitFor('the API server becomes ready', 'kube-apiserver', isReady, readySeconds);
}

/** Starts the controllers and the scheduler; they keep trying by themselves until the API server answers. */
export async function startControllers(node: Node, credentials: Credentials): Promise<void> {
  const programs = await kubernetesNode();
  await node.startComponent({
    name: 'kube-controller-manager',
    program: `${programs}/kube-controller-manager`,
    args: [
      `--kubeconfig=${credentials.kubeconfig('controller-manager')}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${credentials.folder}/service-account.key`,
      `--root-ca-file=${credentials.certificateAuthority}`,
      '--allocate-node-cidrs=true',
      // a cold start makes hundreds of requests; at the default rate they take longer than everything else
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      // how often autoscalers look; every 15 s is for clusters with more to do
      '--horizontal-pod-autoscaler-sync-period=2s',
      `--cluster-cidr=${NETWORK.pods}`,
      `--cert-dir=${credentials.folder}/controller-manager`,
    ],
  });
  await node.startComponent({
    name: 'kube-scheduler',
    program: `${programs}/kube-scheduler`,
    args: [
      `--kubeconfig=${credentials.kubeconfig('scheduler')}`,
      '--leader-elect=false',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      '--bind-address=127.0.0.1',
      `--cert-dir=${credentials.folder}/scheduler`,
    ],
  });
}
