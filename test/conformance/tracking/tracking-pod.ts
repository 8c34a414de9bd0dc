import { podEnvironment } from '../guard/pod-environment';
import { podFiles, type SecretValues } from '../guard/pod-files';
import { PodProcess } from '../guard/pod-process';
import { type PodTemplate } from '../guard/pod-template';
import { mlflowVenv } from '../tools/mlflow/mlflow-venv';

export interface TrackingPodOptions {
  readonly template: PodTemplate;
  /** Loopback address that stands for the pod's. */
  readonly address: string;
  readonly secrets: SecretValues;
}

/** The server, started as its pod template says: command, arguments, environment, files, user and a read-only root. */
export class TrackingPod implements AsyncDisposable {
  private constructor(
    readonly process: PodProcess,
    readonly url: string,
  ) {}

  static async start(options: TrackingPodOptions): Promise<TrackingPod> {
    const pod = await TrackingPod.startUnready(options);
    await pod.process.ready(`${pod.url}${healthPath(options.template)}`, 120);
    return pod;
  }

  static async startUnready({ template, address, secrets }: TrackingPodOptions): Promise<TrackingPod> {
    const { container, securityContext } = template;
    const { runAsUser: user, runAsGroup: group, fsGroup = 0 } = securityContext;
    if (user === undefined || group === undefined) throw new Error('the pod names no user and group to run as');
    const venv = await mlflowVenv();
    const process = new PodProcess({
      shown: venv.folders,
      files: [
        ...podFiles(template, container.volumeMounts ?? [], secrets),
        // an empty volume, with the group that the kubelet gives it
        ...writableClaims(template).map((path) => ({ path, writableBy: user, group: fsGroup })),
      ],
      hosts: {},
      user,
      group,
      supplementalGroups: [fsGroup],
      env: podEnvironment(template, container, { entrypoint: [], env: {} }, venv.bin),
      // the only argument that is not the template's: a pod has an address of its own
      argv: [...(container.command ?? []), ...(container.args ?? []), '--host', address],
    });
    return new TrackingPod(process, `http://${address}:${container.ports?.[0]?.containerPort}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}

function writableClaims({ volumes, container }: PodTemplate): string[] {
  const claims = volumes.filter(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
  return (container.volumeMounts ?? [])
    .filter(({ name, readOnly }) => readOnly !== true && claims.some((claim) => claim.name === name))
    .map(({ mountPath }) => mountPath);
}

function healthPath({ container }: PodTemplate): string {
  const path = container.readinessProbe?.httpGet?.path;
  if (path === undefined) throw new Error('the container has no HTTP readiness probe');
  return path;
}
