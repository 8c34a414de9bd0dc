import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../tools/command';
import { trainingPython } from '../../tools/training-venv/training-venv';

/** What training starts from: labelled examples and a base model that has learnt nothing. */
export class TrainingInputs implements AsyncDisposable {
  private constructor(
    /** Holds all of it, and has room for artifacts. */
    readonly folder: string,
  ) {}

  /** @param options shuffled: the labels are drawn, so that there is nothing to learn */
  static async make({ shuffled = false } = {}): Promise<TrainingInputs> {
    const inputs = new TrainingInputs(await mkdtemp(join(tmpdir(), 'training-')));
    for (const folder of [inputs.artifacts, inputs.credentials]) await mkdir(folder);
    const made = [join(inputs.data, 'examples.jsonl'), inputs.baseModel];
    await run(await trainingPython(), [join(__dirname, 'tiny_model.py'), ...made, ...(shuffled ? ['--shuffled'] : [])]);
    return inputs;
  }

  /** Folder with `examples.jsonl`. */
  get data(): string {
    return join(this.folder, 'data');
  }

  get baseModel(): string {
    return join(this.folder, 'base-model');
  }

  /** Folder for the account of the tracking server. */
  get credentials(): string {
    return join(this.folder, 'credentials');
  }

  get artifacts(): string {
    return join(this.folder, 'artifacts');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
