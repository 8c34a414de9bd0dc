import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type PodFile } from '../guard/pod-files';
import { PodProcess } from '../guard/pod-process';
import { run } from '../tools/command';
import { python } from '../tools/guard-venv/python';
import { type Credentials } from './mlflow-client';

const STEPS = resolve(__dirname, '../../../pipeline-steps');
const USER = 10001;

export interface RegisterStepOptions {
  /** What the pipeline would hand over, by name: `--model`, `--source-uri` and so on. */
  readonly model: string;
  readonly sourceUri: string;
  /** The tracking server as the cluster knows it, and the address that its name means. */
  readonly trackingUrl: string;
  readonly address: string;
  readonly credentials: Credentials;
  readonly adapter: string;
}

export interface StepResult {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs the command `register` of the pipeline steps as a pod would: its own user, a read-only root, credentials as files. */
export async function registerStep(options: RegisterStepOptions): Promise<StepResult> {
  const interpreter = await python();
  const prefix = await run(interpreter, ['-c', 'import sys; print(sys.base_prefix)']);
  const metrics = { adapter_sha256: await digestOf(options.adapter), accuracy: 1 };
  const host = new URL(options.trackingUrl).hostname;
  const file = (path: string, text: string): PodFile => ({ path, text, mode: 0o440, group: USER });
  await using step = new PodProcess({
    shown: [STEPS, prefix.trim(), dirname(interpreter)],
    files: [
      file('/inputs/adapter', options.adapter),
      file('/inputs/metrics', JSON.stringify(metrics)),
      file('/credentials/username', options.credentials.username),
      file('/credentials/password', options.credentials.password),
      { path: '/tmp', writableBy: USER, group: USER },
    ],
    hosts: { [host]: options.address },
    user: USER,
    group: USER,
    supplementalGroups: [],
    env: { PATH: '/usr/bin:/bin', PYTHONPATH: STEPS, PYTHONDONTWRITEBYTECODE: '1', HOME: '/tmp' },
    argv: [
      ...[interpreter, '-m', 'secure_llm_steps', 'register'],
      ...['--adapter', '/inputs/adapter', '--metrics', '/inputs/metrics'],
      ...['--model', options.model, '--source-uri', options.sourceUri],
      ...['--tracking-url', options.trackingUrl, '--credentials', '/credentials'],
      ...['--registration', '/tmp/outputs/registration'],
    ],
  });
  const { code } = await step.exited;
  return { code, stderr: step.stderr };
}

/** The digest by which the steps know an artifact. */
export async function digestOf(adapter: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'secure-llm-adapter-'));
  try {
    const path = join(folder, 'adapter');
    await writeFile(path, adapter);
    const program =
      'import sys, pathlib; from secure_llm_steps.artifact_digest import sha256_of; print(sha256_of(pathlib.Path(sys.argv[1])))';
    const env = { PYTHONPATH: STEPS, PYTHONDONTWRITEBYTECODE: '1' };
    return (await run(await python(), ['-c', program, path], { env })).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
