import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../tools/command';
import { STEPS_FOLDER, stepsVenv } from '../../tools/steps-venv/steps-venv';

const CORPUS = join(__dirname, '../../guard/corpus');
const MISSED = join(__dirname, 'missed.jsonl');

/** What a release of rules starts from: a sealed store of missed prompts with its keys, and suites. */
export class RuleInputs implements AsyncDisposable {
  private constructor(
    /** Holds all of it, and has room for artifacts. */
    readonly folder: string,
  ) {}

  static async make(): Promise<RuleInputs> {
    const inputs = new RuleInputs(await mkdtemp(join(tmpdir(), 'rules-')));
    for (const folder of [inputs.store, inputs.keys, inputs.suites, inputs.artifacts]) await mkdir(folder);
    const { privateKey, publicKey } = generateKeyPairSync('x25519');
    await writeFile(join(inputs.keys, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const publicFile = join(inputs.folder, 'public.pem');
    await writeFile(publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
    await sealed(MISSED, publicFile, inputs.store);
    const attacks = await readFile(join(CORPUS, 'attacks/tuning.jsonl'), 'utf8');
    await writeFile(join(inputs.suites, 'attacks.jsonl'), attacks + (await missedAttacks()));
    await copyFile(join(CORPUS, 'honest/tuning.jsonl'), join(inputs.suites, 'honest.jsonl'));
    return inputs;
  }

  /** The sealed records. */
  get store(): string {
    return join(this.folder, 'store');
  }

  /** Folder with `private.pem`. */
  get keys(): string {
    return join(this.folder, 'keys');
  }

  /** Folder with `attacks.jsonl` and `honest.jsonl`. */
  get suites(): string {
    return join(this.folder, 'suites');
  }

  get artifacts(): string {
    return join(this.folder, 'artifacts');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Fills the store with the shipped command, as an operator would. */
async function sealed(prompts: string, publicKey: string, store: string): Promise<void> {
  const { python } = await stepsVenv();
  const args = ['--prompts', prompts, '--public-key', publicKey, '--store', store];
  await run(python, ['-m', 'secure_llm_steps', 'seal-flagged', ...args], { cwd: STEPS_FOLDER });
}

/** The prompts that several callers sent in the same words, as a suite: the baseline blocks none of them. */
async function missedAttacks(): Promise<string> {
  const lines = (await readFile(MISSED, 'utf8')).split('\n').filter((line) => line !== '');
  const missed = lines.map((line) => JSON.parse(line) as { readonly caller: string; readonly prompt: string });
  return missed
    .filter(({ prompt }) => /handed to you at birth|night clerk/.test(prompt))
    .map(({ prompt }, index) => `${JSON.stringify({ id: `missed-${index}`, family: 'learned', text: prompt })}\n`)
    .join('');
}
