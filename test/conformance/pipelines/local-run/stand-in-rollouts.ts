import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, type ApiResponse } from '../../api-server/api-client';
import { type KubernetesObject } from '../../api-server/kubernetes-object';

/** Where the pods that are not there answer: an address of the loopback network that nothing else listens on. */
const POD_ADDRESS = '127.77.7.7';
const CHAT_PORT = 8000;
const METRICS_PORT = 9090;
const LABEL = 'secure-llm.dev/workload';

interface Deployment extends KubernetesObject {
  readonly metadata: KubernetesObject['metadata'] & { readonly generation: number };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly metadata: { readonly annotations: Record<string, string> } };
  };
  readonly status?: { readonly observedGeneration?: number };
}

/**
 * Does what the Deployment controller and the kubelet would do where only an API server runs: each change of a template is
 * "rolled out" to one pod object, however many replicas there should be, and nobody starts it. Real pods roll in the cluster of the part `releases`.
 */
export class StandInRollouts implements AsyncDisposable {
  private running = true;
  private readonly loop: Promise<void>;

  private constructor(
    private readonly client: ApiClient,
    private readonly paths: readonly string[],
    private readonly servers: readonly Server[],
  ) {
    this.loop = this.follow();
  }

  /** Where honest prompts are answered. */
  static readonly chatUrl = `http://${POD_ADDRESS}:${CHAT_PORT}`;

  /** @param deployments those to roll out */
  static async of(client: ApiClient, deployments: readonly KubernetesObject[]): Promise<StandInRollouts> {
    const servers = await Promise.all([answering(METRICS_PORT, exposition()), answering(CHAT_PORT, completion())]);
    const paths = deployments.map(
      ({ metadata }) => `/apis/apps/v1/namespaces/${metadata.namespace}/deployments/${metadata.name}`,
    );
    return new StandInRollouts(client, paths, servers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.running = false;
    await this.loop;
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  }

  private async follow(): Promise<void> {
    while (this.running) {
      for (const path of this.paths) await this.rollOut(path);
      await sleep(200);
    }
  }

  private async rollOut(path: string): Promise<void> {
    const deployment = expectDone(await this.client.get(path)) as unknown as Deployment;
    const { metadata, spec, status } = deployment;
    if (status?.observedGeneration === metadata.generation) return;
    const pods = `/api/v1/namespaces/${metadata.namespace}/pods`;
    const name = `${metadata.name}-${metadata.generation}`;
    const { annotations } = spec.template.metadata;
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: metadata.namespace, labels: { [LABEL]: metadata.name }, annotations },
      spec: {
        automountServiceAccountToken: false,
        containers: [{ name: 'stand-in', image: 'stand-in.invalid/none:0' }],
      },
    };
    expectDone(await this.client.send('POST', pods, pod), 409);
    expectDone(await this.merge(`${pods}/${name}/status`, { phase: 'Running', podIP: POD_ADDRESS }));
    const before = `${pods}/${metadata.name}-${metadata.generation - 1}?gracePeriodSeconds=0`;
    expectDone(await this.client.send('DELETE', before), 404);
    const { replicas } = spec;
    const counts = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
    expectDone(await this.merge(`${path}/status`, { observedGeneration: metadata.generation, ...counts }));
  }

  private merge(path: string, status: object): Promise<ApiResponse> {
    return this.client.send('PATCH', path, { status }, 'application/merge-patch+json');
  }
}

function expectDone({ status, body }: ApiResponse, alsoFine = 200): Record<string, unknown> {
  if (status >= 300 && status !== alsoFine)
    throw new Error(`the API server answered ${status}: ${JSON.stringify(body)}`);
  return body as Record<string, unknown>;
}

function answering(port: number, text: string): Promise<Server> {
  const server = createServer((request, response) => request.resume().on('end', () => response.end(text)));
  return new Promise((ready, failed) => server.once('error', failed).listen(port, POD_ADDRESS, () => ready(server)));
}

function completion(): string {
  const message = { role: 'assistant', content: 'All right.' };
  return JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] });
}

/** A guard that has answered a little and is well. */
function exposition(): string {
  return [
    'secure_llm_guard_requests_total{tier="guardrail",decision="allow",code="200"} 40',
    'secure_llm_guard_judge_seconds_bucket{tier="guardrail",direction="input",le="0.01"} 40',
    'secure_llm_guard_judge_seconds_bucket{tier="guardrail",direction="input",le="+Inf"} 40',
    '',
  ].join('\n');
}
