import { KUBEFLOW_ID } from './run-pod';

/** Argo's own containers in each pod of a run (init and wait): Pod Security restricted, nothing writable but volumes. */
export const EXECUTOR = {
  imagePullPolicy: 'IfNotPresent',
  resources: {
    requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '128Mi' },
    limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '128Mi' },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: KUBEFLOW_ID,
    runAsGroup: KUBEFLOW_ID,
    seccompProfile: { type: 'RuntimeDefault' },
  },
} as const;
