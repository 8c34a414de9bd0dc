import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePorts } from '../api-server/free-ports';
import { guardVenv } from '../tools/guard-venv/guard-venv';
import { FakeModel } from './fake-model';
import { type PodTemplate } from './pod-template';
import { type RuleFile } from './rule-file';
import { exchange } from './http-exchange';
import { loopback } from './loopback';
import { madeUpSecrets } from './secret-values';

/** What the guards are compared with: two stock `nemoguardrails server`, engine IORails, with the same patterns. */
export class StockChain implements AsyncDisposable {
  private constructor(
    readonly url: string,
    readonly model: FakeModel,
    private readonly servers: readonly ChildProcess[],
    private readonly folder: string,
  ) {}

  /** @param inference template of the model's pod, which stands behind both chains alike */
  static async start(rules: RuleFile, inference: PodTemplate, modelPort: number): Promise<StockChain> {
    const secrets = madeUpSecrets();
    const model = await FakeModel.start(inference, loopback(14), modelPort, secrets);
    const folder = mkdtempSync(join(tmpdir(), 'secure-llm-stock-'));
    const [first, second] = await freePorts(2);
    if (first === undefined || second === undefined) throw new Error('no free ports');
    // the model's key is the only value that its pod mounts; without one any key is accepted
    const key = [...secrets.values.values()][0] ?? 'none';
    const servers = [
      await startServer(folder, 'output', second, `${model.url}/v1`, key, config(rules, `${model.url}/v1`, true)),
      await startServer(
        folder,
        'guardrail',
        first,
        `http://127.0.0.1:${second}/v1`,
        key,
        config(rules, `http://127.0.0.1:${second}/v1`, false),
      ),
    ];
    const chain = new StockChain(`http://127.0.0.1:${first}`, model, servers, folder);
    await Promise.all([first, second].map((port) => ready(`http://127.0.0.1:${port}/healthz`)));
    return chain;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.servers.map(stop));
    await this.model[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function config(rules: RuleFile, baseUrl: string, withOutput: boolean): object {
  const patterns = (direction: RuleFile['input']): string[] => direction.patterns.map(({ pattern }) => pattern);
  const regex = {
    // stock servers match the text as it came, so lower-case patterns need it
    input: { case_insensitive: true, patterns: patterns(rules.input) },
    ...(withOutput && { output: { case_insensitive: true, patterns: patterns(rules.output) } }),
  };
  const streaming = { enabled: true, stream_first: false, chunk_size: 1_000_000, context_size: 0 };
  return {
    models: [
      {
        type: 'main',
        engine: 'openai',
        model: 'served-model',
        api_key_env_var: 'NEXT_HOP_API_KEY',
        parameters: { base_url: baseUrl },
      },
    ],
    passthrough: true,
    rails: {
      input: { flows: ['regex check input'] },
      ...(withOutput && { output: { flows: ['regex check output'], streaming } }),
      config: { regex_detection: regex },
    },
  };
}

async function startServer(
  folder: string,
  id: string,
  port: number,
  nextHop: string,
  key: string,
  yaml: object,
): Promise<ChildProcess> {
  const { toolsBin } = await guardVenv();
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'config.yml'), stringify(yaml));
  const args = [
    'server',
    '--config',
    join(folder, id),
    '--port',
    String(port),
    '--default-config-id',
    id,
    '--disable-chat-ui',
  ];
  // its log of every prompt goes nowhere, which is the fastest that it can be
  return spawn('setpriv', ['--pdeathsig=KILL', '--', join(toolsBin, 'nemoguardrails'), ...args], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      NEMO_GUARDRAILS_IORAILS_ENGINE: '1',
      NEMO_GUARDRAILS_NO_USAGE_STATS: '1',
      DO_NOT_TRACK: '1',
      NEXT_HOP_API_KEY: key,
      MAIN_MODEL_ENGINE: 'openai',
      MAIN_MODEL_BASE_URL: nextHop,
    },
  });
}

async function ready(url: string): Promise<void> {
  for (let waited = 0; waited < 900; waited++) {
    const answer = await exchange(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`the stock server at ${url} is not ready after 90 s`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const kill = setTimeout(() => server.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(kill);
}
