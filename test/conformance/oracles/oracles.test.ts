import { Agreement } from './agreement';
import { KNOWN_ERRORS } from './known-errors';
import { OracleProcess } from './oracle-process';
import { compareOnRandomClusters, describeDisagreement } from './random-clusters';
import { WRONG_EVALUATORS } from './wrong-evaluators';

/** `npm run conformance -- oracles-full` asks for 10,000. */
const CLUSTERS = Number(process.env['ORACLE_CLUSTERS'] ?? 500);
/** A wrong evaluator must be found out on the first of so many. */
const ENOUGH = 500;

let oracles: OracleProcess;
beforeAll(async () => {
  oracles = await OracleProcess.start();
});
afterAll(() => oracles[Symbol.asyncDispose]());

describe(`on ${CLUSTERS} random clusters`, () => {
  const agreement = new Agreement();

  test('our evaluator agrees with three independent ones on every connection', async () => {
    const disagreement = await compareOnRandomClusters(oracles, agreement, { clusters: CLUSTERS });
    if (disagreement !== undefined) throw new Error(describeDisagreement(disagreement));
    console.log(agreement.toString());
    expect(agreement.clusters).toBe(CLUSTERS);
  });

  test.each(KNOWN_ERRORS.map((error) => [`${error.oracle}: ${error.title}`, error] as const))(
    'this known error is met, or it would not need to be known: %s',
    (_, error) => {
      expect(agreement.countOf(error)).toBeGreaterThan(0);
    },
  );

  test('two oracles or more judge nearly every connection', () => {
    expect(agreement.confirmedByTwo).toBeGreaterThan(0.99);
  });
});

describe('an evaluator that is wrong', () => {
  test.each(WRONG_EVALUATORS.map((wrong) => [wrong.title, wrong] as const))(
    'is found out: %s',
    async (_, { evaluator }) => {
      const options = { clusters: ENOUGH, evaluator, shrink: false };
      const found = await compareOnRandomClusters(oracles, new Agreement(), options);
      expect(found?.clusters).toBeLessThanOrEqual(ENOUGH);
    },
  );

  test('is shown with the smallest cluster that shows it, as documents', async () => {
    const [{ evaluator } = { evaluator: undefined }] = WRONG_EVALUATORS;
    const found = await compareOnRandomClusters(oracles, new Agreement(), { clusters: ENOUGH, evaluator });
    if (found === undefined) throw new Error('it was not found out');
    const ofKind = (kind: string): object[] => found.documents.filter((each) => 'kind' in each && each.kind === kind);
    expect(ofKind('Pod').length).toBeLessThanOrEqual(3);
    expect(ofKind('NetworkPolicy')).toHaveLength(1);
    expect(describeDisagreement(found)).toMatch(/we say allow; npGuard: .*deny\n[\s\S]*kind: NetworkPolicy/);
  });
});
