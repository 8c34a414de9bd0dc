import { cachedTool } from '../tool-cache';
import { buildKubernetes } from './build-kubernetes';
import { KUBERNETES_VERSION } from './kubernetes-version';

/**
 * The real API server, built from Go modules that go.sum pins (about 4 minutes on two cores, once per machine).
 *
 * @returns the path of the kube-apiserver program
 */
export function kubeApiserver(): Promise<string> {
  return cachedTool({
    name: 'kube-apiserver',
    version: KUBERNETES_VERSION,
    binary: 'kube-apiserver',
    install: (folder) => buildKubernetes(folder, 'kube-apiserver', ['kube-apiserver']),
  });
}
