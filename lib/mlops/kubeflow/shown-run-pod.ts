import { type Platform } from '../../platform';
import { type MountedVolumes } from '../pipeline/ir/mounted-volumes';
import { EXECUTOR } from './executor';
import { AMD64 } from './node-architecture';
import { runPodPatch, STEP_ID } from './run-pod';

/** References of the images in a pod of a run, as they are pulled. */
export interface RunPodImages {
  /** Kubeflow's driver, which stands for the image of a step too. */
  readonly driver: string;
  /** Kubeflow's launcher. */
  readonly launcher: string;
  /** Argo's executor. */
  readonly executor: string;
}

interface Named {
  readonly name: string;
}
interface PatchedPod {
  readonly initContainers: readonly Named[];
  readonly containers: readonly Named[];
  readonly [field: string]: unknown;
}

/**
 * Spec of a pod of a run as the controller makes it: that of a step, which has everything that the pod of a driver has. The
 * image of the step itself is not known here; the rules about images are held against it in the cluster.
 */
export function shownRunPod(images: RunPodImages, platform: Platform, mounted: MountedVolumes): object {
  const patch = runPodPatch(platform) as PatchedPod;
  const patched = (name: string): object =>
    [...patch.initContainers, ...patch.containers].find((each) => each.name === name) ?? { name };
  const argo = { image: images.executor, ...EXECUTOR };
  return {
    ...patch,
    restartPolicy: 'Never',
    nodeSelector: AMD64,
    initContainers: [{ ...argo, ...patched('init') }, launcher(images.launcher)],
    containers: [{ ...argo, ...patched('wait') }, step(images.driver, patched('main') as StepPatch)],
    volumes: [
      ...(patch.volumes as object[]),
      ...mounted.secrets.map((secretName) => ({ name: secretName, secret: { secretName } })),
      ...mounted.claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
    ],
  };
}

interface StepPatch {
  readonly securityContext: object;
  readonly resources: { readonly requests: object; readonly limits: object };
}

/** Copies a binary for the step; its settings are compiled into Kubeflow. */
function launcher(image: string): object {
  return {
    name: 'kfp-launcher',
    image,
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
      limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'kfp-launcher', mountPath: '/kfp-launcher' }],
  };
}

function step(image: string, patch: StepPatch): object {
  const { requests, limits } = patch.resources;
  return {
    ...patch,
    image,
    securityContext: { ...patch.securityContext, runAsUser: STEP_ID, runAsGroup: STEP_ID },
    resources: {
      requests: { cpu: '500m', memory: '512Mi', ...requests },
      limits: { cpu: '500m', memory: '512Mi', ...limits },
    },
  };
}
