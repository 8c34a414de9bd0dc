import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { quickstart } from '../../assurance/claims/synthesized';
import { policyMutations } from '../../assurance/claims/policy-mutations';
import { type Draft } from '../../assurance/claims/request-path';
import { DIGEST } from '../../policies/documents';
import { ApiServerJudge } from './api-server-judge';
import { type Harmless, NO_HARDENING, SAID_ELSEWHERE } from './harmless';
import { Judges } from './judges';
import { type Mutant, mutantOf } from './mutant';
import { removals } from './removals';
import { turnedOver, widenings } from './widenings';

/** As if images.lock.json had been written: a tag is a warning that would hide others. */
const { connections, documents: tagged } = quickstart();
const written = JSON.parse(
  JSON.stringify(tagged.documents).replaceAll(/"image":"([^"@]+)"/g, `"image":"$1@${DIGEST}"`),
) as KubernetesDocument[];

/** What became of each mutant. */
const killed = new Map<string, number>();
const unnoticed: string[] = [];
const equal: string[] = [];
let total = 0;

beforeAll(async () => {
  const judges = new Judges(written, {
    connections,
    apiServerCidrs: ['10.0.0.2/32', '10.96.0.1/32'],
    deployers: ['group secure-llm:deployers'],
  });
  await using server = await ApiServerJudge.start(written);
  const mutants = [...removals(written), ...turnedOver(written), ...widenings(written), ...ofPolicies()];
  total = mutants.length;
  for (const mutant of mutants) {
    const killer = judges.killer(mutant);
    const answer = killer === undefined ? await server.answer(mutant) : undefined;
    const by = answer === 'refused' ? 'API server' : killer;
    if (by !== undefined) killed.set(by, (killed.get(by) ?? 0) + 1);
    else if (answer === 'stored as before') equal.push(mutant.name);
    else unnoticed.push(mutant.name);
  }
});

/** The changes of policies with which the claims are tested, on the documents of the quickstart. */
function ofPolicies(): Mutant[] {
  return policyMutations(written as unknown as readonly Draft[]).map(({ name, mutated }) =>
    mutantOf(`NetworkPolicy ${name}`, written, mutated as unknown as KubernetesDocument[]),
  );
}

test('whatever hardens the quickstart is missed when it is removed or widened', () => {
  const survivors = unnoticed.filter((name) => !matching(name, [...SAID_ELSEWHERE, ...NO_HARDENING]));
  const deaths = [...killed.values()].reduce((sum, count) => sum + count, 0);
  const elsewhere = unnoticed.filter((name) => matching(name, SAID_ELSEWHERE)).length;
  const others = unnoticed.length - survivors.length - elsewhere;
  const rate = (100 * deaths) / (deaths + survivors.length);
  console.log(
    [
      `mutants: ${total} of ${DocumentSet.of(written).documents.length} documents; ${deaths} noticed, ${survivors.length} survive: kill rate ${rate.toFixed(1)} %`,
      `${equal.length} are stored as before, ${elsewhere} are said elsewhere too, ${others} are no hardening`,
      ...[...killed].sort(([, a], [, b]) => b - a).map(([by, count]) => `${String(count).padStart(5)} ${by}`),
    ].join('\n'),
  );
  expect(survivors).toEqual([]);
  expect(deaths).toBeGreaterThan(1000);
});

test.each([...SAID_ELSEWHERE, ...NO_HARDENING].map(({ mutants, reason }) => [reason, mutants] as const))(
  'goes unnoticed because %s',
  (_, mutants) => {
    expect(unnoticed.filter((name) => mutants.test(name))).not.toEqual([]);
  },
);

test('each judge notices something', () => {
  const judges = [...killed.keys()].map((by) => by.split(' ')[0]);
  expect(new Set(judges)).toEqual(new Set(['policy', 'claim', 'schema', 'API']));
});

function matching(name: string, list: readonly Harmless[]): boolean {
  return list.some(({ mutants }) => mutants.test(name));
}
