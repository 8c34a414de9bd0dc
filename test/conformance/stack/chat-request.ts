import { type ChatAnswer, type ChatRequest } from './chat-client';

/** A chat request with one user message. */
export function ask(
  model: string,
  prompt: string,
  more: object = {},
  headers: Readonly<Record<string, string>> = {},
): ChatRequest {
  return { body: JSON.stringify({ model, messages: [{ role: 'user', content: prompt }], ...more }), headers };
}

interface Completion {
  readonly choices?: readonly { readonly message?: { readonly content?: string }; readonly finish_reason?: string }[];
}

/** The answer's text; empty when it has none. */
export function contentOf(answer: ChatAnswer): string {
  return completion(answer).choices?.[0]?.message?.content ?? '';
}

/** A block of the guard: an ordinary answer that says so only by its finish reason. */
export function isBlocked(answer: ChatAnswer): boolean {
  return answer.status === 200 && completion(answer).choices?.[0]?.finish_reason === 'content_filter';
}

/** A response header, whatever its case. */
export function header(answer: ChatAnswer, name: string): string | undefined {
  return Object.entries(answer.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function completion(answer: ChatAnswer): Completion {
  try {
    return JSON.parse(answer.text) as Completion;
  } catch {
    return {};
  }
}
