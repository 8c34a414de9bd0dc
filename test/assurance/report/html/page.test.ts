import { createHash } from 'node:crypto';
import { ClaimOutcome, type DocumentJudgement } from '../../../../lib/assurance';
import { reportOf, ReportFormat, type ReportOptions, written } from '../../../../lib/assurance/report';
import { waived } from '../../waived';
import { HOSTILE, hostile, judged, withoutPolicies } from '../judged';

const pageOf = (judgement: DocumentJudgement, options: ReportOptions = {}): Promise<string> =>
  written(reportOf(judgement, options), ReportFormat.HTML);

/** Text between two marks. */
function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`no ${start} … ${end}`);
  return text.slice(from + start.length, to);
}

const sectionOf = (page: string, id: string): string => between(page, `<section id="${id}"`, '</section>');

test('the page asks for nothing, has no script, and its policy lets nothing but its own style', async () => {
  const page = await pageOf(judged(withoutPolicies));
  expect(page).not.toMatch(/<(?:script|iframe|object|embed|img|base|form)\b/i);
  expect(page).not.toMatch(/\s(?:src|srcset|style|on\w+)=/i);
  expect(page.match(/<link\b[^>]*>/g)).toEqual(['<link rel="icon" href="data:," />']);
  expect(page).not.toMatch(/url\((?!#)|@import/);
  const style = between(page, '<style>', '</style>');
  const digest = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
  );
});

test('whatever documents say, no tag, attribute or entity of the page is theirs', async () => {
  const page = await pageOf(judged(hostile), { title: HOSTILE, date: '2026-11-23' });
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<script|<img|\u202e/i);
  const tags = new Set([...page.matchAll(/<\/?([a-zA-Z!][^\s/>]*)/g)].map(([, tag]) => tag));
  const own = await pageOf(judged(withoutPolicies));
  const ours = new Set([...own.matchAll(/<\/?([a-zA-Z!][^\s/>]*)/g)].map(([, tag]) => tag));
  expect([...tags].filter((tag) => !ours.has(tag))).toEqual([]);
});

test('every link within the page leads somewhere, and no id is there twice', async () => {
  const page = await pageOf(judged(hostile));
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...page.matchAll(/\shref="#([^"]*)"/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(30);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
});

test('headings go down one level at a time, and every section has its own', async () => {
  const page = await pageOf(judged(withoutPolicies));
  const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  expect(levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  const sections = page.match(/<section [^>]*aria-labelledby="(\S+)-heading"/g) ?? [];
  expect(sections).toHaveLength(9);
});

test('a claim shows its counterexample, evidence, closed world and the rules that it leans on', async () => {
  const claim = between(await pageOf(judged(withoutPolicies)), 'id="claim-R1"', '</details>');
  expect(claim).toMatch(/^\s+open>/);
  expect(claim).toContain('refuted');
  expect(claim).toContain('any pod in any namespace can connect to Deployment inference/llama on every port');
  expect(claim).toContain('3 workloads of 3 zones');
  expect(claim).toContain('the cluster enforces NetworkPolicies');
  expect(claim).toContain('Leans on rules that were not seen');
  expect(claim).toContain('<a href="#rule-workload-identity">');
});

test('the verdict says first what decides', async () => {
  const verdict = async (judgement: DocumentJudgement): Promise<string> =>
    between(await pageOf(judgement), '<p class="verdict', '</p>');
  expect(await verdict(judged())).toMatch(/^ bad">These documents do not pass: \d+ errors are left\./);
  const judgement = judged();
  const clean = { ...judgement, findings: [] };
  expect(await verdict(clean)).toMatch(/^ open">No error is left\. \d+ of 15 claims cannot be decided/);
  const proven = { ...clean, claims: clean.claims.filter(({ outcome }) => outcome === ClaimOutcome.PROVEN) };
  expect(await verdict(proven)).toBe(' good">Every claim is proven or waived, and no rule is violated.');
});

test('a waiver shows reason, evidence, owner and expiry, and the line that a cluster needs', async () => {
  const page = await pageOf(
    judged((documents) =>
      documents.map((document) =>
        document.kind === 'Deployment' ? (waived(document, 'image-digest') as never) : document,
      ),
    ),
  );
  const section = sectionOf(page, 'waivers');
  for (const text of ['the vendor image starts as root', 'https://tickets.example/42', 'platform-team', '2027-01-31']) {
    expect(section).toContain(text);
  }
  expect(section).toContain('image-digest Workload inference/llama');
  expect(section).not.toContain('href="https://tickets.example'); // who writes a waiver chooses no link of ours
});

test('the control map shows every entry, what addresses it, and what nothing covers', async () => {
  const section = sectionOf(await pageOf(judged()), 'controls');
  for (const entry of [
    'LLM01 Prompt Injection',
    'LLM09 Misinformation',
    'K05 Missing Network Segmentation',
    'Pod security',
  ]) {
    expect(section).toContain(entry);
  }
  expect(section).toContain('AML.T0051 LLM Prompt Injection');
  expect(between(section, 'LLM09 Misinformation', '</tr>')).toContain('not covered');
  expect(section).toMatch(/\d+ entries are not covered<\/summary>/);
});

test('without a day the page says that expiry was not judged', async () => {
  expect(sectionOf(await pageOf(judged()), 'summary')).toContain('whether waivers have expired was not judged');
  expect(sectionOf(await pageOf(judged(), { date: '2026-11-23' }), 'summary')).toContain('2026-11-23');
});

test('a topology that nobody could read as a drawing is said to be in the table', async () => {
  const crowd = (many: number) =>
    judged((documents) => [
      ...documents,
      ...Array.from({ length: many }, (_, index) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `p-${index}`, namespace: 'shop', labels: { app: `p-${index}` } },
        spec: { containers: [] },
      })),
    ]);
  expect(sectionOf(await pageOf(crowd(80)), 'topology')).toContain('are too many to read from a drawing');
  expect(sectionOf(await pageOf(crowd(1)), 'topology')).toContain('<svg');
});
