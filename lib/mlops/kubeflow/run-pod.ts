import { type Platform } from '../../platform';
import { Feature } from '../../platform';
import { AMD64 } from './node-architecture';

/** User and group of the containers of steps. */
export const STEP_ID = 10001;
/** User and group of Kubeflow's and Argo's own containers, as in their images. */
export const KUBEFLOW_ID = 65532;
/** Where clients of the API server look for their token. */
const API_ACCESS = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Local disk of the container of a step: what it writes to /tmp and the like. */
const STEP_DISK = '8Gi';
/** Disk volumes that Argo and Kubeflow make without a limit, and what they hold: a binary, files of a step, caches. */
const SCRATCH: Readonly<Record<string, string>> = {
  'var-run-argo': '256Mi',
  'tmp-dir-argo': '64Mi',
  'kfp-launcher': '256Mi',
  'gcs-scratch': '2Gi',
  's3-scratch': '2Gi',
  'minio-scratch': '2Gi',
  'dot-local-scratch': '1Gi',
  'dot-cache-scratch': '1Gi',
  'dot-config-scratch': '64Mi',
};

const api = { name: 'api-access', mountPath: API_ACCESS, readOnly: true };

/**
 * What every pod of a run gets beside what Argo and Kubeflow write: a strategic merge patch of its spec. Volumes that a pod
 * does not have otherwise are made and stay empty.
 */
export function runPodPatch(platform: Platform): object {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(platform.userNamespaces && platform.supports(Feature.USER_NAMESPACES) && { hostUsers: false }),
    securityContext: {
      runAsNonRoot: true,
      // of the images of driver and launcher; a step has its own
      runAsUser: KUBEFLOW_ID,
      runAsGroup: KUBEFLOW_ID,
      // whoever of the pod's users reads the token does so as a member of this group
      fsGroup: STEP_ID,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
      ...(platform.supports(Feature.SUPPLEMENTAL_GROUPS_POLICY) && { supplementalGroupsPolicy: 'Strict' }),
    },
    volumes: [
      ...Object.entries(SCRATCH).map(([name, sizeLimit]) => ({ name, emptyDir: { sizeLimit } })),
      { name: 'step-tmp', emptyDir: { sizeLimit: '4Gi' } },
      { name: api.name, projected: { defaultMode: 0o440, sources: apiAccess() } },
    ],
    initContainers: [{ name: 'init', volumeMounts: [api] }],
    containers: [
      { name: 'wait', volumeMounts: [api] },
      {
        name: 'main',
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        resources: {
          requests: { 'ephemeral-storage': STEP_DISK },
          limits: { 'ephemeral-storage': STEP_DISK },
        },
        volumeMounts: [api, { name: 'step-tmp', mountPath: '/tmp' }],
      },
    ],
  };
}

/** A token of an hour in place of the one that Kubernetes would mount for a year. */
function apiAccess(): object[] {
  return [
    { serviceAccountToken: { expirationSeconds: 3600, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] },
    },
  ];
}

/** `spec` of a Workflow as far as every run has it in common: a default of the controller and a patch of the API server. */
export function runDefaults(platform: Platform): object {
  return {
    podMetadata: { labels: { 'secure-llm.dev/workload': '{{workflow.serviceAccountName}}' } },
    // here and not as a field of the Workflow: there Argo refuses to go without a token that it did not mount itself
    podSpecPatch: JSON.stringify(runPodPatch(platform), withoutHiddenEnvironment),
    nodeSelector: AMD64,
    // a pod of a step that is over holds a place in the quota; its log is an artifact of the run
    podGC: { strategy: 'OnPodCompletion', deleteDelayDuration: '60s' },
    ttlStrategy: { secondsAfterCompletion: 86400 },
    activeDeadlineSeconds: 86400,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  };
}

/**
 * Kubeflow fills the environment of a step from a ConfigMap, where no one who reads the pod sees what. Driver and launcher get
 * the same, the address of the metadata, as arguments; in a patch `null` takes a field away.
 */
function withoutHiddenEnvironment(_key: string, value: unknown): unknown {
  const isMain = typeof value === 'object' && value !== null && 'name' in value && value.name === 'main';
  return isMain ? { ...value, envFrom: null } : value;
}
