import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubernetesNode } from '../tools/kubernetes-node/kubernetes-node';
import { CONTAINER_RUNTIME_ENDPOINT } from './container-runtime';
import { type Credentials } from './credentials';
import { NETWORK } from './network';
import { type Node } from './node';

/** What the node claims to have, so that the examples' requests fit on one small machine without being changed. */
const PROCESSORS = 16;

/** Starts the kubelet; it registers the node and runs its pods. */
export async function startKubelet(node: Node, credentials: Credentials): Promise<void> {
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: credentials.certificateAuthority },
    },
    authorization: { mode: 'Webhook' },
    address: NETWORK.node,
    containerRuntimeEndpoint: CONTAINER_RUNTIME_ENDPOINT,
    cgroupDriver: 'cgroupfs',
    // node-lifetime.sh makes this group and removes it with everything below
    cgroupRoot: `/${node.name}`,
    // a machine with the first cgroup version does as well
    failCgroupV1: false,
    failSwapOn: false,
    // the components share the machine with the test itself
    enforceNodeAllocatable: [],
    // the machine's disk is not the subject
    evictionHard: { 'nodefs.available': '1%', 'imagefs.available': '1%', 'memory.available': '100Mi' },
    // images are loaded once and cannot be pulled again
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    clusterDNS: [NETWORK.dnsService],
    clusterDomain: 'cluster.local',
    resolvConf: '/etc/resolv.conf',
    volumePluginDir: node.path('volume-plugins'),
    nodeStatusUpdateFrequency: '5s',
    serializeImagePulls: false,
    // how often volumes are measured: a pod that fills its scratch space is found in seconds instead of a minute
    volumeStatsAggPeriod: '10s',
  };
  await writeFile(node.path('kubelet.json'), JSON.stringify(config));
  await node.startComponent({
    name: 'kubelet',
    program: 'unshare',
    args: [
      ...['--mount', '--propagation', 'unchanged', 'bash', join(__dirname, 'kubelet-with-processors.sh')],
      ...[String(PROCESSORS), `${await kubernetesNode()}/kubelet`],
      `--config=${node.path('kubelet.json')}`,
      `--kubeconfig=${credentials.kubeconfig('kubelet')}`,
      '--root-dir=/var/lib/kubelet',
      `--node-ip=${NETWORK.node}`,
      `--hostname-override=${node.name}`,
    ],
  });
}
