import { Ajv2020 } from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentSet, judgeDocuments, Severity } from '../../../lib/assurance';
import { type Report, reportFiles, reportOf, Standing } from '../../../lib/assurance/report';
import { CONTEXT, type Draft, requestPath } from '../claims/request-path';
import { hostile, judged, withoutPolicies } from './judged';

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../../lib/assurance/report/report.schema.json'), 'utf8'),
) as object;
const validate = new Ajv2020({ allErrors: true }).compile(schema);

/** Of a report as a reader of the file has it. */
function problems(report: object): unknown[] {
  validate(JSON.parse(JSON.stringify(report)));
  return validate.errors ?? [];
}

const standing = ({ rules, claims }: Report, id: string): Standing | undefined =>
  rules.find(({ rule }) => rule === id)?.standing ?? claims.find(({ claim }) => claim === id)?.standing;

/** A copy with a waiver on the model server. */
const waiving =
  (rule: string) =>
  (documents: Draft[]): Draft[] =>
    documents.map((document) =>
      document.metadata.name === 'llama' && document.kind === 'Deployment'
        ? {
            ...document,
            metadata: { ...document.metadata, annotations: { [`secure-llm.dev/waiver.${rule}`]: WAIVER } },
          }
        : document,
    );
const WAIVER = JSON.stringify({
  reason: 'the vendor image has no digest yet',
  evidence: 'ticket 42',
  owner: 'platform-team',
  expires: '2027-01-31',
});

test.each([
  ['a request path', reportOf(judged())],
  ['one with counterexamples, on a day', reportOf(judged(withoutPolicies), { date: '2026-11-23', title: 'a hole' })],
  ['one with a waiver', reportOf(judged(waiving('image-digest')))],
  ['hostile documents', reportOf(judged(hostile))],
  ['no documents', reportOf(judgeDocuments(DocumentSet.of([])))],
])('the report of %s is as its schema says', (_, report) => {
  expect(problems(report)).toEqual([]);
});

test('the schema refuses a report that lacks something, has something else, or is of another format', () => {
  const report = reportOf(judged());
  const { zones, ...others } = report;
  expect(zones).toHaveLength(3);
  expect(problems(others)).not.toEqual([]);
  expect(problems({ ...report, format: 2 })).not.toEqual([]);
  expect(problems({ ...report, extra: 1 })).not.toEqual([]);
  expect(problems({ ...report, date: 'today' })).not.toEqual([]);
});

test('the same judgement gives the same bytes in every form', async () => {
  const all = async (): Promise<[string, string][]> => [
    ...(await reportFiles(judged(withoutPolicies), { date: '2026-11-23' })),
  ];
  const files = await all();
  expect(await all()).toEqual(files);
  expect(files.map(([name]) => name)).toEqual(['report.html', 'report.json', 'report.sarif', 'topology.mmd']);
  expect(files.filter(([, text]) => !text.endsWith('\n'))).toEqual([]);
});

test('the JSON form is the report, and names package, format and day', async () => {
  const judgement = judged();
  const options = { date: '2026-11-23', title: 'request path' };
  const text = (await reportFiles(judgement, options)).get('report.json') ?? '';
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(reportOf(judgement, options))));
  expect(JSON.parse(text)).toMatchObject({
    format: 1,
    ...options,
    tool: { name: 'cdk8s-secure-llm', version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string },
    documents: { count: requestPath().length, kinds: { Namespace: 3, Deployment: 3 } },
  });
});

test('the summary counts what is left, and an error is what decides', () => {
  const { summary, findings } = reportOf(judged(withoutPolicies));
  const errors = findings.filter(({ severity }) => severity === Severity.ERROR);
  expect(errors.length).toBeGreaterThan(0);
  expect(summary).toMatchObject({ passed: false, findings: { error: errors.length }, waived: 0 });
  expect(Object.values(summary.claims).reduce((sum, many) => sum + many)).toBe(15);
});

test('a rule stands as it was judged: held, violated, waived, seen by nobody', () => {
  const report = reportOf(judged());
  expect(standing(report, 'service-exposure')).toBe(Standing.HOLDS);
  expect(standing(report, 'run-as-non-root')).toBe(Standing.VIOLATED);
  expect(standing(report, 'interactive-access')).toBe(Standing.NOT_JUDGED);
  expect(standing(report, 'route-writers')).toBe(Standing.NOT_JUDGED);
  const only = judgeDocuments(
    DocumentSet.of(waiving('image-digest')(requestPath()).filter(({ metadata }) => metadata.namespace === 'inference')),
    CONTEXT,
  );
  expect(standing(reportOf(only), 'image-digest')).toBe(Standing.WAIVED);
});

test('a rule about requests that no document shows is enforced once it is installed', () => {
  const policies = DocumentSet.parse(readFileSync(join(__dirname, '../../../policies/interactive-access.yaml'), 'utf8'))
    .documents as unknown as Draft[];
  const report = reportOf(judged((documents) => [...documents, ...policies]));
  expect(standing(report, 'interactive-access')).toBe(Standing.ENFORCED);
  expect(report.rules.find(({ rule }) => rule === 'interactive-access')?.installed).toBe(true);
  expect(standing(report, 'ephemeral-containers')).toBe(Standing.NOT_JUDGED);
});

test('a claim stands as its verdict, and one whose counterexamples are all waived is waived', () => {
  const refuted = reportOf(judged(withoutPolicies));
  expect(standing(refuted, 'R1')).toBe(Standing.VIOLATED);
  expect(standing(refuted, 'R6')).toBe(Standing.HOLDS);
  expect(standing(reportOf(judged(undefined, { connections: undefined })), 'R8')).toBe(Standing.UNDECIDED);
  const waived = reportOf(judged((documents) => waiving('R1')(withoutPolicies(documents))));
  expect(waived.claims.find(({ claim }) => claim === 'R1')?.outcome).toBe('refuted');
  expect(standing(waived, 'R1')).toBe(Standing.WAIVED);
});
