/** The Kubernetes release that judges our manifests; change it, then run `npx tsx generate-go-mod.ts` in this folder. */
export const KUBERNETES_VERSION = '1.36.3';
