import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatAnswer } from '../stack/chat-client';
import { ask } from '../stack/chat-request';
import { type Stack } from '../stack/stack';

const CONCURRENCY = 4;
/** What the last old pod needs to drain, in milliseconds. */
const DRAIN = 6000;
/** A client hands over its answers when it ends, and a report of more than some 6,000 of them got stuck in `kubectl exec`. */
const SHIFT = 20_000;

/** Sends prompts from the declared caller for as long as something happens. */
export async function underLoad<T>(
  stack: Stack,
  prompt: string,
  happening: () => Promise<T>,
): Promise<{ readonly result: T; readonly answers: readonly ChatAnswer[] }> {
  const ended = new AbortController();
  const load = inShifts(stack, prompt, ended.signal);
  try {
    const result = await happening();
    await sleep(DRAIN);
    ended.abort();
    return { result, answers: await load };
  } catch (error) {
    ended.abort();
    await load;
    throw error;
  }
}

/** Clients that relieve each other: the next one asks before the last one ends, so that there is always one. */
async function inShifts(stack: Stack, prompt: string, ended: AbortSignal): Promise<readonly ChatAnswer[]> {
  const start = (): ReturnType<ReturnType<Stack['client']>['start']> =>
    stack.client().start([ask(stack.model, prompt)], CONCURRENCY, 30);
  const answers: ChatAnswer[] = [];
  let working = start();
  while (!ended.aborted) {
    await sleep(SHIFT, undefined, { signal: ended }).catch(() => undefined);
    const last = working;
    if (!ended.aborted) {
      working = start();
      // until it asks
      await sleep(1000);
    }
    answers.push(...(await last.stop()));
    if (last === working) return answers;
  }
  return [...answers, ...(await working.stop())];
}

/** Answers that no caller should get. */
export function failures(answers: readonly ChatAnswer[]): readonly string[] {
  return answers
    .filter(({ status }) => status !== 200)
    .map(({ status, text, started, milliseconds }) => {
      const asked = new Date(started * 1000).toISOString();
      return `${status} ${text} (asked at ${asked}, after ${milliseconds.toFixed(0)} ms)`;
    });
}

/** One line for the log. */
export function described(what: string, answers: readonly ChatAnswer[]): string {
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds)).toFixed(0);
  return `${what}: ${answers.length} requests, ${failures(answers).length} failed, slowest ${slowest} ms`;
}
