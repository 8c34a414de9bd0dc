import { performance } from 'node:perf_hooks';
import { chat } from './chat';
import { prompts } from './corpus';
import { closeConnections } from './http-exchange';
import { loopback } from './loopback';
import { guardTemplate, podTemplates, type PodTemplate } from './pod-template';
import { quantile } from './quantile';
import { RequestPath } from './request-path';
import { type RuleFile, rulesOf, withRules } from './rule-file';
import { StockChain } from './stock-chain';
import { report, table } from './table';

const PATTERNS = 100;
const CHARACTERS = [400, 4000];
/** Requests at once and requests per chain and cell. */
const LOADS = [
  { concurrent: 1, requests: 200 },
  { concurrent: 16, requests: 400 },
];
/** The chains take turns this often, so that what else the machine does hits both. */
const TURNS = 10;
const AIM = 0.6;
/** Upper bound of the geometric mean of the p50 ratios; 0.43 on a quiet and 0.6 on a busy machine were seen on 2026-11-23. Only ever made stricter. */
const MEAN_RATIO = 0.75;
const ANSWER = 'The train to Geneva leaves at half past nine from platform seven. '.repeat(6).slice(0, 390);

let path: RequestPath;
let stock: StockChain;

beforeAll(async () => {
  const rules = hundredPatterns(rulesOf(guardTemplate(podTemplates(), 'guardrail')));
  const same = (template: PodTemplate): PodTemplate => withRules(template, rules);
  path = await RequestPath.start({ guardrail: same, outputProcessor: same });
  const { template, port } = path.modelPlace;
  stock = await StockChain.start(rules, template, port);
  for (const { model } of [path, stock]) await model.plan({ '*': { role: 'assistant', content: ANSWER } });
});

afterAll(async () => {
  await stock?.[Symbol.asyncDispose]();
  await path?.[Symbol.asyncDispose]();
  closeConnections();
});

/** The first hundred input patterns of the synthesized rules; fewer are filled up with words that nobody writes. */
function hundredPatterns(rules: RuleFile): RuleFile {
  const own = rules.input.patterns.slice(0, PATTERNS);
  const fill = Array.from({ length: PATTERNS - own.length }, (_, index) => {
    const word = `quokka\\s{1,4}project\\s{1,4}${index}`;
    return { id: `fill-${index + 1}`, family: 'fill', pattern: word, canary: `quokka project ${index}` };
  });
  return { ...rules, input: { ...rules.input, patterns: [...own, ...fill] } };
}

/** Honest prose of exactly so many characters. */
function prose(characters: number): string {
  const general = prompts('honest', 'tuning').filter(({ family }) => family === 'general');
  const ascii = general
    .map(({ messages }) => String(messages[0]?.content))
    .filter((text) => /^[\w\s.,?'-]+$/.test(text));
  return ascii.join(' ').repeat(20).slice(0, characters);
}

/** Sends so many requests, never more than `concurrent` at once, and returns the milliseconds of each. */
async function measure(base: string, text: string, concurrent: number, requests: number): Promise<number[]> {
  const times: number[] = [];
  let left = requests;
  const client = async (from: string): Promise<void> => {
    while (left-- > 0) {
      const begin = performance.now();
      const { status } = await chat(base, path.modelName, text, {}, { from });
      times.push(performance.now() - begin);
      if (status !== 200) throw new Error(`${base} answered ${status}`);
    }
  };
  // four callers, because one caller may not take all of a guard's slots
  await Promise.all(Array.from({ length: concurrent }, (_, index) => client(loopback(20 + (index % 4)))));
  return times;
}

test('two guards are faster than two stock servers with the same patterns', async () => {
  const rows: (string | number)[][] = [];
  const ratios: number[] = [];
  for (const characters of CHARACTERS) {
    for (const { concurrent, requests } of LOADS) {
      const text = prose(characters);
      expect(text).toHaveLength(characters);
      const ours: number[] = [];
      const theirs: number[] = [];
      for (const base of [path.url, stock.url]) await measure(base, text, concurrent, 2 * concurrent);
      for (let turn = 0; turn < TURNS; turn++) {
        ours.push(...(await measure(path.url, text, concurrent, requests / TURNS)));
        theirs.push(...(await measure(stock.url, text, concurrent, requests / TURNS)));
      }
      expect([ours.length, theirs.length]).toEqual([requests, requests]);
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const) {
        const [mine, stocks] = [quantile(ours, share), quantile(theirs, share)];
        rows.push([characters, concurrent, name, mine.toFixed(1), stocks.toFixed(1), (mine / stocks).toFixed(2)]);
        if (name === 'p50') ratios.push(mine / stocks);
      }
    }
  }
  report(
    `latency, milliseconds, ${PATTERNS} input patterns (aim: ratio at most ${AIM})`,
    table([['characters', 'concurrent', '', 'guards', 'stock servers', 'ratio'], ...rows]),
  );
  // the mean over all cells: a single cell is at the mercy of whatever else the machine does in those seconds
  const mean = Math.exp(ratios.map(Math.log).reduce((sum, each) => sum + each, 0) / ratios.length);
  expect(mean).toBeLessThan(MEAN_RATIO);
});
