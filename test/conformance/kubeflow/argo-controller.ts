import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type ApiServer } from '../api-server/api-server';
import { Daemon } from '../api-server/daemon';
import { type KubernetesObject } from '../api-server/kubernetes-object';
import { type Persona } from '../api-server/persona';
import { type PodSpec } from '../api-server/pod';
import { workflowController } from '../tools/argo-workflows/argo-workflows';

interface ControllerPod {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The workflow controller as its Deployment says: arguments, environment, and the rights of its ServiceAccount and no more. */
export class ArgoController implements AsyncDisposable {
  private constructor(
    private readonly daemon: Daemon,
    private readonly folder: string,
  ) {}

  /** @param deployment of the controller, as it is written */
  static async start(server: ApiServer, deployment: KubernetesObject, persona: Persona): Promise<ArgoController> {
    const controller = await workflowController();
    const folder = await mkdtemp(join(tmpdir(), 'secure-llm-argo-'));
    const { args, env } = controllerPod(deployment);
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, inNamespace(server.kubeconfig(persona), deployment.metadata.namespace ?? ''), {
      mode: 0o600,
    });
    const variables = Object.entries({ ...env, DEFAULT_REQUEUE_TIME: '1s', HOME: folder }).map(
      ([name, value]) => `${name}=${value}`,
    );
    // a pod's environment is its own; not the template's are the argument that stands for the mounted token, and how long the
    // controller leaves a Workflow alone after it looked at it (10 s)
    const daemon = Daemon.start(
      'workflow-controller',
      '/usr/bin/env',
      ['-i', ...variables, controller, ...args, '--kubeconfig', kubeconfig],
      join(folder, 'log'),
    );
    return new ArgoController(daemon, folder);
  }

  /** What it has logged so far. */
  log(): Promise<string> {
    return readFile(join(this.folder, 'log'), 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.daemon.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function controllerPod(deployment: KubernetesObject): ControllerPod {
  const { template } = deployment['spec'] as { readonly template: { readonly spec: PodSpec } };
  const [container] = template.spec.containers;
  const { name, namespace = '' } = deployment.metadata;
  if (container === undefined) throw new Error(`${name} has no container`);
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': `${name}-0`,
    'metadata.namespace': namespace,
  };
  const env = ((container['env'] ?? []) as readonly EnvVar[]).map(({ name: variable, value, valueFrom }) => {
    const path = valueFrom?.fieldRef?.fieldPath;
    const text = path === undefined ? value : fields[path];
    if (text === undefined) throw new Error(`the variable ${variable} of ${name} is not known to this test`);
    return [variable, text] as const;
  });
  return { args: (container['args'] ?? []) as readonly string[], env: Object.fromEntries(env) };
}

interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
}

/** In a pod the namespace comes with the token; here it stands in the kubeconfig. */
function inNamespace(kubeconfig: string, namespace: string): string {
  const config = parse(kubeconfig) as { readonly contexts: readonly { readonly context: object }[] };
  const contexts = config.contexts.map((each) => ({ ...each, context: { ...each.context, namespace } }));
  return stringify({ ...config, contexts });
}
