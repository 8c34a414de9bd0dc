import { type AST } from '@eslint-community/regexpp';
import { getFirstConsumedCharAfter, type ReadonlyFlags, toCharSet, type ToCharSetElement } from 'regexp-ast-analysis';
import { analyse } from 'scslre';

/** Most ways in which a pattern may try to match from one position: two gaps of up to about 300 characters. */
export const MAX_PATHS = 100_000;

/**
 * Why a backtracking matcher (Python's `re`, which the guard's NeMo uses) could take too long on some text. RE2 itself never
 * does; both must be able to run the rule. Unbounded repetitions are judged by scslre, a static analyser, so that the verdict
 * does not depend on how fast this machine is; bounded ones by the number of paths.
 */
export const backtrackingProblems = (source: string, pattern: AST.Pattern): string[] => {
  const problems = new Set<string>();
  for (const report of analyse(new RegExp(source, 'su')).reports) {
    const [first, second] =
      report.type === 'Trade' ? [report.startQuant, report.endQuant] : [report.quant, report.quant];
    problems.add(
      report.type === 'Trade'
        ? `${first.raw} and ${second.raw} can match the same characters, so matching takes quadratic time: bound one of them`
        : `${first.raw} can be tried from every position of a long run, so matching takes ${report.exponential ? 'exponential' : 'quadratic'} time: bound it, for example {1,40}`,
    );
  }
  const paths = alternativesPaths(pattern);
  if (paths > MAX_PATHS)
    problems.add(
      `its bounded repetitions combine to ${paths > 1e12 ? 'more than 10^12' : paths} ways to match from one position, at most ${MAX_PATHS} are allowed: shorten the gaps`,
    );
  return [...problems];
};

const flags: ReadonlyFlags = { unicode: true, dotAll: true };

const alternativesPaths = (node: AST.Pattern | AST.Group): number => {
  const paths = node.alternatives.map(sequencePaths);
  const starts = node.alternatives.map(literalStart);
  // When no alternative's leading literal begins another one, at most one of them can match at a position.
  const exclusive = starts.every(
    (start, i) => start !== '' && starts.every((other, j) => i === j || !other.startsWith(start)),
  );
  return exclusive ? Math.max(...paths) : paths.reduce((sum, each) => sum + each, 0);
};

const literalStart = (alternative: AST.Alternative): string => {
  const consuming = alternative.elements.filter((element) => element.type !== 'Assertion');
  const length = consuming.findIndex((element) => element.type !== 'Character');
  return consuming
    .slice(0, length < 0 ? undefined : length)
    .map(({ raw }) => raw)
    .join('');
};

const sequencePaths = (alternative: AST.Alternative): number =>
  alternative.elements.reduce((product, element) => product * elementPaths(element), 1);

const elementPaths = (element: AST.Element): number => {
  if (element.type === 'Group') return alternativesPaths(element);
  if (element.type !== 'Quantifier' || element.max === Infinity || endsWhereItMust(element)) return 1;
  const once = elementPaths(element.element);
  if (once === 1) return element.max - element.min + 1;
  return (once ** (element.max + 1) - once ** element.min) / (once - 1);
};

/** A repeated class that cannot match the character that must come next has one end only, as `\s{1,4}` before a letter. */
const endsWhereItMust = (quantifier: AST.Quantifier): boolean => {
  const { element } = quantifier;
  if (element.type !== 'Character' && element.type !== 'CharacterClass' && element.type !== 'CharacterSet')
    return false;
  const next = getFirstConsumedCharAfter(quantifier, 'ltr', flags);
  return !next.empty && next.char.isDisjointWith(toCharSet(element as ToCharSetElement, flags));
};
