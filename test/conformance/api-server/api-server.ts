import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { join } from 'node:path';
import { attempt, type CommandResult } from '../tools/command';
import { etcd } from '../tools/etcd/etcd';
import { kubeApiserver } from '../tools/kube-apiserver/kube-apiserver';
import { kubectl } from '../tools/kubectl/kubectl';
import { ApiClient } from './api-client';
import { Daemon } from './daemon';
import { freePorts } from './free-ports';
import { kubeconfig } from './kubeconfig';
import { ADMIN, tokenFile, withTokens, type Persona, type PersonaToken } from './persona';
import { runFolder } from './run-folder';

export interface ApiServerOptions {
  /** Who may talk to it besides the admin. @default [] */
  readonly personas?: readonly Persona[];
}

/**
 * A real kube-apiserver with its own etcd, both on loopback, with nothing stored but what Kubernetes itself makes.
 * No controller runs: Deployments stay without pods, and a ResourceQuota's status is written by the test.
 *
 * @example await using server = await ApiServer.start();
 */
export class ApiServer implements AsyncDisposable {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly personas: readonly PersonaToken[],
    private readonly daemons: readonly Daemon[],
    private readonly certificate: string,
  ) {}

  /** @throws when a program does not become ready; whatever was started is ended first */
  static async start(options: ApiServerOptions = {}): Promise<ApiServer> {
    const programs = { etcd: await etcd(), kubeApiserver: await kubeApiserver() };
    const [port = 0, etcdPort = 0, peerPort = 0] = await freePorts(3);
    const folder = await runFolder();
    const personas = withTokens([ADMIN, ...(options.personas ?? [])]);
    const daemons: Daemon[] = [];
    try {
      daemons.unshift(await startEtcd(programs.etcd, folder, etcdPort, peerPort));
      daemons.unshift(await startApiServer(programs.kubeApiserver, folder, port, etcdPort, personas));
      const certificate = await readFile(join(folder, 'certificates/apiserver.crt'), 'utf8');
      const server = new ApiServer(port, folder, personas, daemons, certificate);
      await server.writeKubeconfigs();
      return server;
    } catch (error) {
      await tearDown(daemons, folder);
      throw error;
    }
  }

  /** Process ids of what runs. */
  get pids(): number[] {
    return this.daemons.flatMap(({ pid }) => pid ?? []);
  }

  /** @throws when no persona of that name was given at start */
  client(persona: Persona = ADMIN): ApiClient {
    return new ApiClient(this.port, this.certificate, this.tokenOf(persona));
  }

  /** A kubeconfig for another program than kubectl, as text. */
  kubeconfig(persona: Persona = ADMIN): string {
    return kubeconfig(this.port, this.certificate, { ...persona, token: this.tokenOf(persona) });
  }

  /** Runs kubectl against this server and nothing else. */
  async kubectl(
    args: readonly string[],
    options: { readonly persona?: Persona; readonly input?: string } = {},
  ): Promise<CommandResult> {
    const { name } = options.persona ?? ADMIN;
    const isolated = { KUBECONFIG: this.kubeconfigFile(name), HOME: this.folder };
    return attempt(await kubectl(), args, { env: isolated, input: options.input });
  }

  /** Applies files or folders in the given order as `kubectl apply` does, server-side and with unknown fields refused. */
  apply(paths: readonly string[], persona: Persona = ADMIN): Promise<CommandResult> {
    const files = paths.flatMap((path) => ['-f', path]);
    return this.kubectl(['apply', '--server-side', '--validate=strict', ...files], { persona });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await tearDown(this.daemons, this.folder);
  }

  private tokenOf({ name }: Persona): string {
    const known = this.personas.find((persona) => persona.name === name);
    if (known === undefined) throw new Error(`the API server was started without the persona ${name}`);
    return known.token;
  }

  private kubeconfigFile(name: string): string {
    return join(this.folder, `${name}.kubeconfig`);
  }

  private async writeKubeconfigs(): Promise<void> {
    for (const persona of this.personas) {
      await writeFile(this.kubeconfigFile(persona.name), kubeconfig(this.port, this.certificate, persona), {
        mode: 0o600,
      });
    }
  }
}

async function startEtcd(program: string, folder: string, port: number, peerPort: number): Promise<Daemon> {
  const url = `http://127.0.0.1:${port}`;
  const peerUrl = `http://127.0.0.1:${peerPort}`;
  const daemon = Daemon.start(
    'etcd',
    program,
    [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      // what is lost with the machine is not worth a disk flush per write
      '--unsafe-no-fsync',
    ],
    join(folder, 'etcd.log'),
  );
  await readyOrStopped(daemon, () => isHealthy(`${url}/health`), 30);
  return daemon;
}

async function startApiServer(
  program: string,
  folder: string,
  port: number,
  etcdPort: number,
  personas: readonly PersonaToken[],
): Promise<Daemon> {
  const certificates = join(folder, 'certificates');
  const signingKey = join(folder, 'service-account.key');
  const tokens = join(folder, 'tokens.csv');
  await mkdir(certificates);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(signingKey, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  await writeFile(tokens, tokenFile(personas), { mode: 0o600 });
  const daemon = Daemon.start(
    'kube-apiserver',
    program,
    [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${certificates}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=RBAC',
      `--service-account-signing-key-file=${signingKey}`,
      `--service-account-key-file=${signingKey}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.96.0.0/16',
      // the `kubernetes` Service may not point to a loopback address
      '--endpoint-reconciler-type=none',
      // so that what refuses a privileged pod is Pod Security and not a flag
      '--allow-privileged=true',
    ],
    join(folder, 'kube-apiserver.log'),
  );
  const [admin] = personas;
  const isReady = async (): Promise<boolean> => {
    const certificate = await readFile(join(certificates, 'apiserver.crt'), 'utf8');
    const { status } = await new ApiClient(port, certificate, admin?.token ?? '').get('/readyz');
    return status === 200;
  };
  await readyOrStopped(daemon, isReady, 120);
  return daemon;
}

async function readyOrStopped(daemon: Daemon, check: () => Promise<boolean>, seconds: number): Promise<void> {
  try {
    await daemon.ready(check, seconds);
  } catch (error) {
    await daemon.stop();
    throw error;
  }
}

/** @param daemons in the order in which they are stopped: the API server before its store */
async function tearDown(daemons: readonly Daemon[], folder: string): Promise<void> {
  for (const daemon of daemons) await daemon.stop();
  await rm(folder, { recursive: true, force: true });
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    httpGet(url, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', reject);
  });
}
