import { CLAIMS, PolicySet } from '../../../../lib/assurance';
import { Standing } from '../../../../lib/assurance/report';
import { referenceOf } from '../../../../lib/assurance/report/control-map/catalogue';
import { CLAIM_REFERENCES } from '../../../../lib/assurance/report/control-map/claim-references';
import { CATALOGUES, controlMap, type MappedEntry } from '../../../../lib/assurance/report/control-map/control-map';

/** Named by policies and not mapped. */
const OTHERS =
  /^(?:CIS Kubernetes Benchmark 1\.12|NIST SP 800-190|Kubernetes Pod Security Standards): |^CVE-\d{4}-\d+$/;
const known = new Set(
  CATALOGUES.flatMap((catalogue) => catalogue.entries.map((entry) => referenceOf(catalogue, entry))),
);

test('every reference of a policy is an entry of a catalogue, word for word', () => {
  const references = PolicySet.shipped().policies.flatMap(({ id, references: own }) =>
    own.map((each) => `${id}: ${each}`),
  );
  const unknown = references.filter((line) => {
    const reference = line.slice(line.indexOf(': ') + 2);
    return !known.has(reference) && !OTHERS.test(reference);
  });
  expect(unknown).toEqual([]);
});

test('every claim addresses some entry, and each that it names is one', () => {
  expect(Object.keys(CLAIM_REFERENCES)).toEqual(CLAIMS.map(({ id }) => id));
  const ids = new Set(CATALOGUES.flatMap(({ entries }) => entries.map(({ id, name }) => id ?? name)));
  expect(
    Object.values(CLAIM_REFERENCES)
      .flat()
      .filter((id) => !ids.has(id)),
  ).toEqual([]);
  expect(Object.values(CLAIM_REFERENCES).filter((entries) => entries.length === 0)).toEqual([]);
});

test('no id stands for entries of two catalogues, or claims would name both', () => {
  const ids = CATALOGUES.flatMap(({ entries }) => entries.map(({ id, name }) => id ?? name));
  expect(new Set(ids).size).toBe(ids.length);
});

function entryOf(title: string, claim: Standing, rule: Standing): MappedEntry | undefined {
  const references = ['OWASP Kubernetes Top 10 2025: K05 Missing Network Segmentation'];
  return controlMap([{ id: 'R2', standing: claim }], [{ id: 'host-access', standing: rule, references }])
    .flatMap(({ entries }) => entries)
    .find(({ entry }) => entry === title);
}

test('an entry lists what addresses it, and stands as the worst of them', () => {
  expect(entryOf('K05 Missing Network Segmentation', Standing.HOLDS, Standing.VIOLATED)).toEqual({
    entry: 'K05 Missing Network Segmentation',
    controls: [
      { id: 'R2', standing: 'holds' },
      { id: 'host-access', standing: 'violated' },
    ],
    standing: 'violated',
  });
  expect(entryOf('K05 Missing Network Segmentation', Standing.UNDECIDED, Standing.HOLDS)?.standing).toBe('undecided');
  expect(entryOf('K05 Missing Network Segmentation', Standing.HOLDS, Standing.NOT_JUDGED)?.standing).toBe('holds');
});

test('an entry that nothing addresses has no standing', () => {
  expect(entryOf('LLM09 Misinformation', Standing.HOLDS, Standing.HOLDS)).toEqual({
    entry: 'LLM09 Misinformation',
    controls: [],
  });
});
