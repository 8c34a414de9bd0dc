import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient } from '../api-server/api-client';
import { type KubernetesObject } from '../api-server/kubernetes-object';
import { containersOf, type Pod } from '../api-server/pod';

const WORKFLOW = 'workflows.argoproj.io/workflow';
/** Of waiting 200 ms each: a minute, for a machine that does much else. */
const ATTEMPTS = 300;
const ENDED = ['Succeeded', 'Failed', 'Error'];
const NODE_ID = 'workflows.argoproj.io/node-id';
const OUTPUTS_REPORTED = 'workflows.argoproj.io/report-outputs-completed';

/** What a controller says of a Workflow. */
interface WorkflowStatus {
  readonly phase?: string;
  readonly message?: string;
  readonly nodes?: Readonly<Record<string, { readonly phase: string; readonly message?: string }>>;
}

/** The pods of one Workflow, and what stands in for the node that would run them and for the executor that would report. */
export class RunPods {
  private readonly seen = new Map<string, Pod>();

  /**
   * @param asRun speaks to the API server as the account of the run, as the executor in its pods would
   */
  constructor(
    private readonly client: ApiClient,
    private readonly asRun: ApiClient,
    private readonly workflow: KubernetesObject,
  ) {}

  /**
   * Waits for the next pod that the controller makes.
   *
   * @throws with what the controller says when none comes
   */
  async next(): Promise<Pod> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const pod = (await this.list()).find(({ metadata }) => !this.seen.has(metadata.name));
      if (pod !== undefined) {
        this.seen.set(pod.metadata.name, pod);
        return pod;
      }
      const { phase = '' } = await this.status();
      if (ENDED.includes(phase)) break;
      await sleep(200);
    }
    throw new Error(`no pod was made; the workflow says ${words(await this.status())}`);
  }

  /** Lets the pod have succeeded with these outputs: as the kubelet, its status; as the executor, the result. */
  async succeed(pod: Pod, outputs: Readonly<Record<string, string>>): Promise<void> {
    const { name, namespace, labels = {}, annotations = {} } = pod.metadata;
    const result = await this.asRun.create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'WorkflowTaskResult',
      metadata: {
        name: annotations[NODE_ID] ?? name,
        namespace,
        labels: { [WORKFLOW]: labels[WORKFLOW] ?? '', [OUTPUTS_REPORTED]: 'true' },
      },
      outputs: { exitCode: '0', parameters: Object.entries(outputs).map(([key, value]) => ({ name: key, value })) },
    });
    if (result.status !== 201) throw new Error(`the result was refused: ${JSON.stringify(result.body)}`);
    await this.end(pod, 0, 'Succeeded');
  }

  /** Lets the pod have failed with this exit code. */
  async fail(pod: Pod, exitCode: number): Promise<void> {
    await this.end(pod, exitCode, 'Failed');
  }

  /** Waits for the end of the Workflow. @returns its phase */
  async ended(): Promise<string> {
    return (await this.until(({ phase = '' }) => ENDED.includes(phase))).phase ?? '';
  }

  /** Waits until the controller says something of the Workflow that matches. @returns all that it says */
  async says(pattern: RegExp): Promise<string> {
    return words(await this.until((status) => pattern.test(words(status))));
  }

  private async until(holds: (status: WorkflowStatus) => boolean): Promise<WorkflowStatus> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const status = await this.status();
      if (holds(status)) return status;
      await sleep(200);
    }
    throw new Error(`the workflow still says ${words(await this.status())}`);
  }

  private async status(): Promise<WorkflowStatus> {
    const { body } = await this.client.read(this.workflow);
    return (body as { readonly status?: WorkflowStatus }).status ?? {};
  }

  private async end(pod: Pod, exitCode: number, phase: 'Succeeded' | 'Failed'): Promise<void> {
    const now = new Date().toISOString();
    const statuses = containersOf(pod.spec).map(({ name, image }) => {
      const code = name === 'main' ? exitCode : 0;
      const terminated = {
        exitCode: code,
        startedAt: now,
        finishedAt: now,
        reason: code === 0 ? 'Completed' : 'Error',
      };
      return { name, image, imageID: '', ready: false, restartCount: 0, state: { terminated } };
    });
    const own = new Set(pod.spec.containers.map(({ name }) => name));
    const { status, body } = await this.client.mergeStatus(pod, {
      phase,
      containerStatuses: statuses.filter(({ name }) => own.has(name)),
      initContainerStatuses: statuses.filter(({ name }) => !own.has(name)),
    });
    if (status !== 200) throw new Error(`the status was refused: ${JSON.stringify(body)}`);
  }

  private async list(): Promise<Pod[]> {
    const { name, namespace } = this.workflow.metadata;
    const selector = encodeURIComponent(`${WORKFLOW}=${name}`);
    const { body } = await this.client.get(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`);
    // items of a list do not say what they are
    return (body as { readonly items: readonly Pod[] }).items.map((item) => ({
      ...item,
      apiVersion: 'v1',
      kind: 'Pod',
    }));
  }
}

function words({ phase = 'nothing', message, nodes = {} }: WorkflowStatus): string {
  const messages = Object.values(nodes).flatMap((node) => node.message ?? []);
  return [phase, message ?? [], messages].flat(2).join('; ');
}
