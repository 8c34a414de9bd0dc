import { exchange, type Answer, type Sending } from './http-exchange';

export interface ChatMessage {
  readonly role: string;
  readonly content: unknown;
  readonly [key: string]: unknown;
}

interface ChatCompletion {
  readonly choices?: readonly { readonly message?: { readonly content?: string }; readonly finish_reason?: string }[];
}

export function user(content: unknown): ChatMessage {
  return { role: 'user', content };
}

/** Sends one chat completion request; `extra` keys are merged into its body. */
export function chat(
  base: string,
  model: string,
  messages: readonly ChatMessage[] | string,
  extra: object = {},
  sending: Sending = {},
): Promise<Answer> {
  const list = typeof messages === 'string' ? [user(messages)] : messages;
  return chatBody(base, JSON.stringify({ model, messages: list, ...extra }), sending);
}

/** Sends a body as it is. */
export function chatBody(base: string, body: string | Buffer, sending: Sending = {}): Promise<Answer> {
  return exchange(`${base}/v1/chat/completions`, { ...sending, body });
}

/** The text of the first choice, empty when there is none. */
export function contentOf(answer: Answer): string {
  return parsed(answer)?.choices?.[0]?.message?.content ?? '';
}

/** A block of the guard: an ordinary answer that says so only by its finish reason. */
export function isBlocked(answer: Answer): boolean {
  return answer.status === 200 && parsed(answer)?.choices?.[0]?.finish_reason === 'content_filter';
}

/** The `data:` lines of a streamed answer, parsed; `[DONE]` stays a string. */
export function streamEvents(answer: Answer): unknown[] {
  return answer.text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice('data: '.length))
    .map((data) => (data === '[DONE]' ? data : (JSON.parse(data) as unknown)));
}

function parsed(answer: Answer): ChatCompletion | undefined {
  try {
    return JSON.parse(answer.text) as ChatCompletion;
  } catch {
    return undefined;
  }
}
