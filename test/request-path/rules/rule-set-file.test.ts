import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injection, RuleSet } from '../../../lib';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rule-set-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const written = (content: string | Buffer, name = 'ruleset.json'): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

interface Rule {
  id: string;
  family: string;
  pattern: string;
  canary: string;
}
interface RuleSetDocument {
  [key: string]: unknown;
  format: number;
  input: { [key: string]: unknown; maxPromptCharacters: number; maxScannedCharacters: number; patterns: Rule[] };
  output: { [key: string]: unknown; injections: string[]; patterns: Rule[] };
}
const SMALL = RuleSet.empty().blocking('own', ['project\\s+orion']).blockingAnswers('keys', ['key-[0-9]{8}']);
/** The small rule set with one thing changed; keys stay sorted, because they are changed in place. */
const changed = (change: (document: RuleSetDocument) => unknown): string => {
  const document = JSON.parse(SMALL.toCanonicalJson()) as RuleSetDocument;
  change(document);
  return written(JSON.stringify(document));
};
/** A rule as the step propose-rules writes it. */
const learned = (number: number, word: string): Rule => ({
  canary: `c++/go for $5 ${word}`,
  family: 'learned',
  id: `learned-${number}`,
  pattern: ['c\\+\\+\\/go', 'for', '\\$5', word].join('[\\s.,;:!?\'"-]{1,8}'),
});
const firstRule = ({ input }: RuleSetDocument): Rule => input.patterns[0]!;

describe('a rule set that is read from its file', () => {
  it.each([
    ['the shipped rules', RuleSet.baseline()],
    ['rules of one program', SMALL],
    [
      'every option',
      RuleSet.baseline()
        .blocking('own', ['project\\s+orion', 'ünïcode'])
        .blockingAnswers('keys', ['KEY-[0-9]{8}'], { caseSensitive: true })
        .withMaxPromptCharacters(1000)
        .withMaxAnswerCharacters(2000)
        .detectingInjections(Injection.XSS),
    ],
  ])('is the one that was written, byte for byte: %s', (_, rules) => {
    const read = RuleSet.fromFile(written(rules.toCanonicalJson()));
    expect(read.toCanonicalJson()).toBe(rules.toCanonicalJson());
    expect(read.sha256).toBe(rules.sha256);
    expect(read.removedRules).toEqual([]);
  });

  it('keeps the order of a release, which appends what it has learnt, and so its digest', () => {
    const path = changed(({ input }) => input.patterns.push(...[learned(1, 'you'), learned(2, 'me')]));
    expect(RuleSet.fromFile(path).inputRules.map(({ id }) => id)).toEqual(['own-1', 'learned-1', 'learned-2']);
  });

  it('can be extended: no rule of the file gets another number or place', () => {
    const path = changed(({ input }) => input.patterns.push(learned(4, 'you')));
    const rules = RuleSet.fromFile(path)
      .blocking('learned', ['abc', learned(4, 'you').pattern])
      .blocking('early', ['def']);
    expect(rules.inputRules.map(({ id }) => id)).toEqual(['own-1', 'learned-4', 'early-1', 'learned-5']);
    expect(rules.inputRules.at(-1)?.pattern).toBe('abc');
    expect(rules.blocking('learned', ['ghi']).inputRules.map(({ id }) => id)).toContain('learned-6');
  });

  it('is checked like rules of the program: what RE2 and Python read alike, no slow pattern, a canary that is found', () => {
    const withPattern = (pattern: string, canary = 'x'): string =>
      changed((document) => Object.assign(firstRule(document), { pattern, canary }));
    expect(() => RuleSet.fromFile(withPattern('(?=x)x'))).toThrow(
      'pattern "(?=x)x" of rule family "own" cannot be used',
    );
    expect(() => RuleSet.fromFile(withPattern('x', 'y'))).toThrow('it does not match its canary "y"');
    expect(() => RuleSet.fromFile(withPattern('XY', 'xy'))).toThrow('rule own-1 has capitals');
  });

  it('is refused when its record is of other rules, because nobody has tried these', () => {
    const path = written(SMALL.toCanonicalJson());
    written(JSON.stringify({ number: 1, reportSha256: '0'.repeat(64), sha256: SMALL.sha256 }), 'ruleset.release.json');
    expect(RuleSet.fromFile(path).sha256).toBe(SMALL.sha256);
    written(SMALL.blocking('own', ['other']).toCanonicalJson());
    expect(() => RuleSet.fromFile(path)).toThrow('these rules are not those that were tried');
    written('nonsense', 'ruleset.release.json');
    expect(() => RuleSet.fromFile(path)).toThrow('of its record it is not JSON');
  });

  it.each<[string, () => string, string]>([
    ['nothing there', () => join(folder, 'none.json'), 'it cannot be read (ENOENT)'],
    ['no JSON', () => written('{'), 'it is not JSON'],
    ['no UTF-8', () => written(Buffer.from([0x22, 0xff, 0x22])), 'it is not UTF-8'],
    ['a byte order mark', () => written(`\ufeff${SMALL.toCanonicalJson()}`), 'it is not JSON'],
    ['a line break at the end', () => written(`${SMALL.toCanonicalJson()}\n`), 'it is not in canonical form'],
    ['a key twice', () => written(SMALL.toCanonicalJson().replace('{', '{"format":1,')), 'it is not in canonical form'],
    ['a list', () => written('[]'), 'it is not an object with format, input, output and no more'],
    ['another format', () => changed((document) => (document.format = 2)), 'its format is 2'],
    ['an unknown key', () => changed(({ input }) => (input['zone'] = 1)), 'input is not an object with'],
    [
      'no list',
      () => changed(({ output }) => Object.assign(output, { patterns: '' })),
      'output.patterns is not a list',
    ],
    [
      'a key too few',
      () => changed((document) => delete (firstRule(document) as Partial<Rule>).canary),
      'input.patterns[0] is',
    ],
    ['no text', () => changed((document) => Object.assign(firstRule(document), { canary: 1 })), 'is not a text'],
    [
      'an id of another family',
      () => changed((document) => (firstRule(document).id = 'other-1')),
      'is not <family>-<number>',
    ],
    [
      'an id without number',
      () => changed((document) => (firstRule(document).id = 'own-01')),
      'is not <family>-<number>',
    ],
    [
      'an id twice',
      () => changed((document) => document.input.patterns.push(firstRule(document))),
      'rule own-1 is there twice',
    ],
    [
      'too many rules',
      () => changed(({ input }) => (input.patterns = Array.from({ length: 501 }, (_, i) => learned(i + 1, 'x')))),
      'it has 501 input patterns, and 500 are the most',
    ],
    ['half a character', () => changed(({ input }) => (input.maxPromptCharacters = 0.5)), 'maxPromptCharacters is 0.5'],
    [
      'too short a scan',
      () => changed(({ input }) => (input.maxScannedCharacters = 1)),
      'maxScannedCharacters is not 8 times',
    ],
    [
      'an unknown injection',
      () => changed(({ output }) => output.injections.push('sql')),
      'output.injections is ["sql"]',
    ],
    ['an injection twice', () => changed(({ output }) => output.injections.push('xss', 'xss')), 'sorted, each once'],
  ])('is refused with %s', (_, path, message) => {
    expect(() => RuleSet.fromFile(path())).toThrow(message);
  });
});
