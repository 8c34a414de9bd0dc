import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { until } from '../assurance/until';
import { chat } from './chat';
import { FakeModel } from './fake-model';
import { type Answer, closeConnections } from './http-exchange';
import { type PodTemplate } from './pod-template';
import { RequestPath } from './request-path';

const HONEST = 'Which trains run from Bern to Geneva on Sunday?';
/** The word that fault/sitecustomize.py waits for. */
const BROKEN_RAIL = 'Please provoke a broken rail';
const FAULT_FOLDER = join(__dirname, 'fault');

let path: RequestPath;

beforeAll(async () => {
  path = await RequestPath.start({ guardrail: withFault, shown: [FAULT_FOLDER] });
});

afterAll(async () => {
  await path?.[Symbol.asyncDispose]();
  closeConnections();
});

beforeEach(() => path.model.forget());

function withFault(template: PodTemplate): PodTemplate {
  const env = [...(template.container.env ?? []), { name: 'PYTHONPATH', value: FAULT_FOLDER }];
  return { ...template, container: { ...template.container, env } };
}

function errorCode(answer: Answer): string | undefined {
  return (JSON.parse(answer.text) as { error?: { code?: string } }).error?.code;
}

test('a rail that raises fails closed, and the next request is judged again', async () => {
  const answer = await chat(path.url, path.modelName, BROKEN_RAIL);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toMatch(/RuntimeError|provoke/);
  expect(await path.model.seen()).toEqual([]);
  expect((await chat(path.url, path.modelName, HONEST)).status).toBe(200);
});

test.each([
  ['no JSON', { status: 200, text: 'Internal details: 10.0.0.7' }],
  ['JSON that is no answer', { status: 200, text: '{"detail":"Internal details: 10.0.0.7"}' }],
  ['an error of its own', { status: 500, text: '{"error":{"message":"Internal details: 10.0.0.7"}}' }],
  ['a refusal of the request', { status: 400, text: '{"error":{"message":"Internal details: 10.0.0.7"}}' }],
])('a model that answers %s is a 502, and nothing that it said gets out', async (_, planned) => {
  await path.model.plan({ rubbish: planned });
  const answer = await chat(path.url, path.modelName, 'ANSWER rubbish');
  expect(answer.status).toBe(502);
  expect(answer.text).not.toContain('Internal details');
});

test('workers that hang are killed at the deadline, the request fails closed, and others take their place', async () => {
  const before = path.guardrail.workers;
  expect(before.length).toBeGreaterThan(1);
  signalAll(before, 'SIGSTOP');
  const answer = await chat(path.url, path.modelName, HONEST);
  signalAll(before, 'SIGCONT');
  expect([answer.status, errorCode(answer)]).toEqual([503, 'judge_deadline_exceeded']);
  expect(await path.model.seen()).toEqual([]);
  await waitForAnswer();
  // counted when its process has ended, which another worker's answer may precede
  const killed = (): Promise<number> => path.guardrail.metric('secure_llm_guard_workers_killed_total');
  expect(await until(killed, (count) => count > 0, 10)).toBe(1);
});

test('a worker that dies while it judges takes its request along, not the guard', async () => {
  const workers = path.guardrail.workers;
  signalAll(workers, 'SIGSTOP');
  const asked = chat(path.url, path.modelName, HONEST);
  await sleep(500); // below the deadline: the body is with a worker by then
  signalAll(workers, 'SIGKILL');
  const answer = await asked;
  expect([answer.status, errorCode(answer)]).toEqual([500, 'judge_failed']);
  expect(await path.model.seen()).toEqual([]);
  await waitForAnswer();
});

test('more requests than fit are refused with 503 and Retry-After, and what is let in is answered', async () => {
  const long = 'Проверка связи. '.repeat(1500);
  const answers = await Promise.all(Array.from({ length: 64 }, () => chat(path.url, path.modelName, long)));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ headers }) => Number(headers['retry-after']) >= 1)).toBe(true);
  expect(answers.filter(({ status }) => status === 200).length).toBe(answers.length - refused.length);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
});

// last: it takes the path apart
test('a next hop that is down is a 502 in either place, and the path works again when it is back', async () => {
  const { template, address, port, secrets } = path.modelPlace;
  const status = async (): Promise<number> => (await chat(path.url, path.modelName, HONEST)).status;
  await path.model[Symbol.asyncDispose]();
  expect(await status()).toBe(502);
  const back = await FakeModel.start(template, address, port, secrets);
  expect(await status()).toBe(200);
  await path.outputProcessor[Symbol.asyncDispose]();
  expect(await status()).toBe(502);
  await back[Symbol.asyncDispose]();
});

/** A process that ended meanwhile needs no signal. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** The first answer after workers were replaced; meanwhile the guard says 503. */
async function waitForAnswer(): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { status } = await chat(path.url, path.modelName, HONEST);
    if (status === 200) return;
    expect(status).toBe(503);
    await sleep(200);
  }
  throw new Error('the guard did not recover in 60 s');
}
