import Ajv from 'ajv';
import officialSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { PolicySet, CLAIMS } from '../../../lib/assurance';
import { type LocateDocument, reportOf, ReportFormat, written } from '../../../lib/assurance/report';
import { waived } from '../waived';
import { hostile, judged, withoutPolicies } from './judged';

/** Of draft 4, whose `id` is called `$id` today; formats are checked by assertions below. */
const { $schema: draft, id, ...schema } = officialSchema as Readonly<Record<string, unknown>>;
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation?: object;
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly SarifResult[];
}

async function runOf(judgement: ReturnType<typeof judged>, locate?: LocateDocument): Promise<SarifRun> {
  const log = JSON.parse(await written(reportOf(judgement), ReportFormat.SARIF, locate)) as { runs: [SarifRun] };
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log).toMatchObject({ version: '2.1.0', runs: [expect.anything()] });
  return log.runs[0];
}

test('the schema is the one of SARIF 2.1.0', () => {
  expect([draft, id]).toEqual([expect.stringContaining('json-schema.org'), expect.stringContaining('sarif-2.1.0')]);
  expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
});

test('every finding is a result with its level, rule and object', async () => {
  const judgement = judged(withoutPolicies);
  const { tool, results } = await runOf(judgement);
  expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual(
    judgement.findings.map(({ rule, severity }) => `${rule} ${severity}`),
  );
  expect(results.filter(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id !== ruleId)).toEqual([]);
  expect(results.flatMap(({ locations }) => locations[0]?.logicalLocations[0]?.fullyQualifiedName)).toContain(
    'Deployment inference/llama',
  );
});

test('every rule and claim is described, also those that nothing was found by', async () => {
  const { tool } = await runOf(judged());
  const ids = tool.driver.rules.map((rule) => rule.id);
  expect(ids).toEqual(
    expect.arrayContaining([
      ...CLAIMS.map((claim) => claim.id),
      ...PolicySet.shipped().policies.map((rule) => rule.id),
    ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is waived is suppressed with its reason', async () => {
  const judgement = judged((documents) =>
    documents.map((document) =>
      document.kind === 'Deployment' ? (waived(document, 'image-digest') as never) : document,
    ),
  );
  const { results } = await runOf(judgement);
  const suppressed = results.filter(({ suppressions }) => suppressions !== undefined);
  expect(suppressed.map(({ ruleId }) => ruleId)).toEqual(['image-digest', 'image-digest', 'image-digest']);
  expect(suppressed[0]?.suppressions).toEqual([
    {
      kind: 'inSource',
      status: 'accepted',
      justification: expect.stringMatching(
        /^the vendor image .* Owner: platform-team\. Expires: 2027-01-31\.$/,
      ) as string,
    },
  ]);
});

test('a finding whose document has a file says where, with the path as a URI', async () => {
  const { results } = await runOf(judged(), ({ kind, name }) =>
    kind === 'Deployment' && name === 'llama' ? { file: 'dist/a b/x.yaml', line: 7 } : undefined,
  );
  const located = results.flatMap(({ locations }) => locations[0]?.physicalLocation ?? []);
  expect(located.length).toBeGreaterThan(0);
  expect(located[0]).toEqual({ artifactLocation: { uri: 'dist/a%20b/x.yaml' }, region: { startLine: 7 } });
  expect(located.length).toBeLessThan(results.length);
});

test('each finding has a fingerprint of its own, which stays from run to run', async () => {
  const prints = async (): Promise<(string | undefined)[]> =>
    (await runOf(judged(withoutPolicies))).results.map((each) => each.partialFingerprints['secureLlmFinding/v1']);
  const first = await prints();
  expect(await prints()).toEqual(first);
  expect(new Set(first).size).toBe(first.length);
});

test('hostile documents make a log that is valid all the same', async () => {
  const { results } = await runOf(judged(hostile));
  expect(results.length).toBeGreaterThan(0);
});
