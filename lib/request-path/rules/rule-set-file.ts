import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as errors from '../errors';
import { baselineFamilies } from './baseline';
import { type RuleDirection } from './block-rule';
import { canonicalJson } from './canonical-json';
import { type Injection } from './injection';
import { loadCompiler } from './load-compiler';
import { type FileLimits, parseRuleSet, type WrittenRule } from './rule-set-document';

/** What a `ruleset.json` says. */
export interface RuleSetFile {
  /** The file itself. */
  readonly text: string;
  /** In the order of the file, prompts first. */
  readonly rules: readonly WrittenRule[];
  /** What NeMo detects beside the patterns. */
  readonly injections: readonly Injection[];
  /** Of canonical text. */
  readonly maxPromptCharacters: number;
  /** Of an answer that is passed on. */
  readonly maxAnswerCharacters: number;
}

/** @throws when the file is not a rule set in canonical form, or its record is of other rules */
export function readRuleSetFile(path: string, limits: FileLimits): RuleSetFile {
  const unusable = (problem: string): Error => errors.ruleSetFileUnusable(path, problem);
  const text = utf8(contentOf(path, unusable), unusable);
  const document = parsed(text, unusable);
  if (canonicalJson(document) !== text)
    throw unusable('it is not in canonical form: keys sorted, each once, no white space, no line break at the end');
  const written = parseRuleSet(document, limits, unusable);
  checkRecord(path, text, unusable);
  for (const rule of written.rules) checkRule(rule, unusable);
  return { text, ...written };
}

type Unusable = (problem: string) => Error;

function contentOf(path: string, unusable: Unusable): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unusable(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}

function utf8(content: Buffer, unusable: Unusable): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw unusable('it is not UTF-8');
  }
}

function parsed(text: string, unusable: Unusable): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unusable('it is not JSON');
  }
}

/** A rule that people changed after the guard had tried it has another digest than the record beside the file. */
function checkRecord(path: string, text: string, unusable: Unusable): void {
  const record = path.replace(/(\.json)?$/, '.release.json');
  if (!existsSync(record)) return;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const document = parsed(utf8(contentOf(record, unusable), unusable), (problem) =>
    unusable(`of its record ${problem}`),
  );
  const recorded = (document as { readonly sha256?: unknown } | null)?.sha256;
  if (recorded !== sha256) throw errors.ruleSetFileNotReleased(path, record, sha256, recorded);
}

const shipped = (direction: RuleDirection, pattern: string, canary: string): boolean =>
  baselineFamilies.some(
    (family) =>
      family.direction === direction &&
      family.rules.some(([known, example]) => known === pattern && example === canary),
  );

function checkRule({ direction, id, family, pattern, canary }: WrittenRule, unusable: Unusable): void {
  if (shipped(direction, pattern, canary)) return; // a unit test checks every one
  const source = { family, pattern, canary, caseSensitive: direction === 'output' };
  const compiled = loadCompiler().compileRule(source);
  if (compiled.pattern !== pattern || compiled.canary !== canary)
    throw unusable(`rule ${id} has capitals, and prompts are matched in lower case`);
}
