import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChatMessage, user } from './chat';

export type Split = 'tuning' | 'holdout';
export const SPLITS: readonly Split[] = ['tuning', 'holdout'];

interface CorpusLine {
  readonly id: string;
  readonly family: string;
  readonly text?: string;
  readonly messages?: readonly ChatMessage[];
  /** Payload of an attack that nobody can see. */
  readonly hidden?: string;
}

export interface Prompt {
  readonly id: string;
  readonly family: string;
  readonly messages: readonly ChatMessage[];
  readonly hidden?: string;
}

export interface ModelAnswer {
  readonly id: string;
  readonly family: string;
  readonly kind: 'leak' | 'honest';
  readonly text: string;
}

export function prompts(kind: 'honest' | 'attacks', split: Split): Prompt[] {
  return lines<CorpusLine>(kind, split).map(({ id, family, text, messages, hidden }) => ({
    id,
    family,
    messages: messages ?? [user(text)],
    hidden,
  }));
}

export function modelAnswers(split: Split): ModelAnswer[] {
  return lines<ModelAnswer>('answers', split);
}

function lines<T>(folder: string, split: Split): T[] {
  const text = readFileSync(join(__dirname, 'corpus', folder, `${split}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
