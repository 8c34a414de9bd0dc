import { join } from 'node:path';
import { guardVenv } from '../tools/guard-venv/guard-venv';
import { exchange } from './http-exchange';
import { startContainer } from './pod';
import { type SecretValues } from './pod-files';
import { type PodProcess } from './pod-process';
import { type PodTemplate } from './pod-template';

/** A request as the model received it. */
export interface Seen {
  readonly body: {
    readonly model?: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly [key: string]: unknown;
  };
  readonly text: string;
  /** Every string of the body, and what a model that sees through disguises reads in it. */
  readonly readings: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What a model is told to answer: a message, or a whole HTTP answer. */
export type PlannedAnswer =
  { readonly role: 'assistant'; readonly [key: string]: unknown } | { readonly status: number; readonly text: string };

/** The model that obeys everything, in the place and with the arguments of the inference pod. */
export class FakeModel implements AsyncDisposable {
  constructor(
    readonly process: PodProcess,
    readonly url: string,
  ) {}

  static async start(template: PodTemplate, address: string, port: number, secrets: SecretValues): Promise<FakeModel> {
    const { python } = await guardVenv();
    const process = await startContainer({
      template: {
        ...template,
        container: { ...template.container, command: [python, join(__dirname, 'fake_model.py')] },
      },
      image: { entrypoint: [], env: {} },
      addedArgs: [`--host=${address}`],
      hosts: {},
      secrets,
      shown: [__dirname],
    });
    const model = new FakeModel(process, `http://${address}:${port}`);
    await process.ready(`${model.url}/health`);
    return model;
  }

  async seen(): Promise<Seen[]> {
    return JSON.parse((await exchange(`${this.url}/seen`)).text) as Seen[];
  }

  async forget(): Promise<void> {
    await fetch(`${this.url}/seen`, { method: 'DELETE' });
  }

  /** Plans answers for the messages `ANSWER <id>`; the id `*` stands for every other message. */
  async plan(answers: Readonly<Record<string, PlannedAnswer>>): Promise<void> {
    const { status } = await exchange(`${this.url}/answers`, { body: JSON.stringify(answers) });
    if (status !== 200) throw new Error(`the fake model did not take the answers: ${status}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]();
  }
}
