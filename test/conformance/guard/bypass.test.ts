import { type Answer, closeConnections } from './http-exchange';
import { ATTACK, type BypassRow, bypassRows } from './bypass-rows';
import { chat, chatBody, contentOf, isBlocked } from './chat';
import { exchange } from './http-exchange';
import { type FakeModel } from './fake-model';
import { guardTemplate, inferenceTemplate, podTemplates } from './pod-template';
import { RequestPath, nextHops } from './request-path';
import { rulesOf } from './rule-file';
import { StockChain } from './stock-chain';
import { report, table } from './table';

let path: RequestPath;
let stock: StockChain;
let rows: readonly BypassRow[];

beforeAll(async () => {
  path = await RequestPath.start();
  const templates = podTemplates();
  const second = guardTemplate(templates, 'output-processor');
  const port = Number(nextHops(second)[0]?.url.port);
  stock = await StockChain.start(rulesOf(second), inferenceTemplate(templates), port);
  rows = bypassRows(path.modelName);
  report('guardrail, as in its pod template', path.guardrail.overlay);
  report('output-processor, as in its pod template', path.outputProcessor.overlay);
});

afterAll(async () => {
  await stock?.[Symbol.asyncDispose]();
  await path?.[Symbol.asyncDispose]();
  closeConnections();
});

interface Result {
  /** An `Outcome`, or what happened instead. */
  readonly outcome: string;
  readonly reached: boolean;
}

async function send(base: string, model: FakeModel, row: BypassRow): Promise<Result> {
  await model.forget();
  const answer = await chatBody(base, row.body);
  const seen = await model.seen();
  const reached = seen.some(
    (request) => row.tell.test(request.text) || request.readings.some((text) => row.tell.test(text)),
  );
  return { outcome: outcome(answer, seen.length > 0), reached };
}

function outcome(answer: Answer, modelWasAsked: boolean): string {
  if (isBlocked(answer) && !modelWasAsked) return 'blocked';
  if ([400, 413, 422].includes(answer.status) && !modelWasAsked) return 'refused';
  if (answer.status === 200 && modelWasAsked) return 'cleaned';
  if (answer.text.includes('"finish_reason":"content_filter"') && !modelWasAsked) return 'blocked';
  return `status ${answer.status}${modelWasAsked ? ', model asked' : ''}`;
}

test('both chains stop the plain attack and answer an honest question, so the comparison is fair', async () => {
  for (const [base, model] of [
    [path.url, path.model],
    [stock.url, stock.model],
  ] as const) {
    await model.forget();
    expect(contentOf(await chat(base, path.modelName, 'What is the capital of Peru?'))).toContain('capital of Peru');
    expect(await model.seen()).toHaveLength(1);
    await chat(base, path.modelName, ATTACK);
    expect(await model.seen()).toHaveLength(1);
  }
});

test('no bypass of stock servers reaches the model behind the guards, and each ends as wanted', async () => {
  const results: { readonly row: BypassRow; readonly ours: Result; readonly stock: Result }[] = [];
  for (const row of rows) {
    const ours = await send(path.url, path.model, row);
    results.push({ row, ours, stock: await send(stock.url, stock.model, row) });
  }
  const reached = (which: 'ours' | 'stock'): number => results.filter((result) => result[which].reached).length;
  report(
    'bypass table (judged by what the model saw)',
    table([
      ['client does', 'wanted', 'guards', 'reaches the model', 'stock servers', 'reaches the model'],
      ...results.map(({ row, ours, stock: theirs }) => [
        row.name,
        row.wanted,
        ours.outcome,
        ours.reached ? 'YES' : 'no',
        theirs.reached ? 'passed' : theirs.outcome,
        theirs.reached ? 'YES' : 'no',
      ]),
      ['all', '', '', `${reached('ours')} of ${rows.length}`, '', `${reached('stock')} of ${rows.length}`],
    ]),
  );
  expect(results.map(({ row, ours }) => [row.name, ours])).toEqual(
    rows.map((row) => [row.name, { outcome: row.wanted, reached: false }]),
  );
  expect(reached('stock')).toBeGreaterThanOrEqual(14);
});

test('what an answered request lost on its way is what the client may not decide', async () => {
  for (const row of rows.filter(({ wanted }) => wanted === 'cleaned')) {
    await path.model.forget();
    await chatBody(path.url, row.body);
    const [seen] = await path.model.seen();
    expect(seen?.body.model).toBe(path.modelName);
    expect(Object.keys(seen?.body ?? {})).not.toContain('guardrails');
    expect(seen?.body.messages.flatMap((message) => Object.keys(message).sort())).toEqual(
      seen?.body.messages.flatMap(() => ['content', 'role']),
    );
  }
});

test.each([
  ['another model name', { model: 'anything' }],
  ['rule patterns by options.log', { guardrails: { options: { log: { activated_rails: true } } } }],
  ['another configuration', { config_id: '../other' }],
])('%s is refused or ignored, and tells nothing about the rules', async (_, extra) => {
  const answer = await chat(path.url, path.modelName, 'What is the capital of Peru?', extra);
  expect([200, 400, 404]).toContain(answer.status);
  expect(answer.text).not.toMatch(/activated_rails|regex check|pattern/);
  expect((await path.model.seen()).map(({ body }) => body.model)).not.toContain('anything');
});

test.each([
  '/v1/checks',
  '/v1/rails/configs',
  '/v1/health',
  '/docs',
  '/metrics',
  '/v1/chat/completions/',
  '//v1/chat/completions',
])('the route %s is not there', async (route) => {
  const answer = await exchange(`${path.url}${route}`, {
    body: JSON.stringify({ messages: [{ role: 'user', content: 'x' }] }),
  });
  expect(answer.status).toBe(404);
});
