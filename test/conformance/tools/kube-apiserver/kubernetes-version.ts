/** The Kubernetes release that judges our manifests; change it, then run `npx tsx generate-go-mod.ts` in this folder. */
export const KUBERNETES_VERSION = '1.36.3';

/** The programs that go.mod can build: the API server alone judges manifests, all of them together are a one-node cluster. */
export const KUBERNETES_PROGRAMS = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
] as const;
