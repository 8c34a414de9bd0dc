import { setTimeout as sleep } from 'node:timers/promises';

/** Far beyond the second or two that an API server or Cilium takes to follow a change, on a loaded machine too. */
const SECONDS = 40;

/**
 * Asks until the answer is the wanted one.
 *
 * @returns the last answer, the wanted one or not
 */
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean, seconds = SECONDS): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || Date.now() > deadline) return answer;
    await sleep(200);
  }
}
