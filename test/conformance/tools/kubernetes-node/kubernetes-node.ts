import { dirname } from 'node:path';
import { buildKubernetes } from '../kube-apiserver/build-kubernetes';
import { KUBERNETES_VERSION } from '../kube-apiserver/kubernetes-version';
import { cachedTool } from '../tool-cache';

/**
 * What a cluster needs besides the API server, from the same go.mod.
 *
 * @returns the folder with kubelet, kube-controller-manager, kube-scheduler and kube-proxy
 */
export async function kubernetesNode(): Promise<string> {
  const kubelet = await cachedTool({
    name: 'kubernetes-node',
    version: KUBERNETES_VERSION,
    binary: 'kubelet',
    install: (folder) =>
      buildKubernetes(folder, 'kubernetes-node', [
        'kube-controller-manager',
        'kube-proxy',
        'kube-scheduler',
        'kubelet',
      ]),
  });
  return dirname(kubelet);
}
