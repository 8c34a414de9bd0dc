import { setTimeout as sleep } from 'node:timers/promises';
import { chat, contentOf } from './chat';
import { closeConnections } from './http-exchange';
import { RequestPath } from './request-path';

afterAll(closeConnections);

test('a guard that is told to end says so to its probe, answers what is in flight, and exits with 0', async () => {
  await using path = await RequestPath.start();
  const slow = chat(path.url, path.modelName, 'SLEEP 4');
  await sleep(500);
  path.guardrail.process.signal('SIGTERM');
  await path.guardrail.becomes(false, 2);
  expect(contentOf(await slow)).toBe('SLEEP 4');
  expect(await path.guardrail.process.exited).toEqual({ code: 0, signal: null });
  await expect(chat(path.url, path.modelName, 'hello')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
});
