import { RE2JS } from 're2js';

interface Node {
  readonly op: string;
  readonly args: unknown;
}

/** Methods and functions that one of the two engines reads and the other does not, or not in the same way. */
const NOT_ALIKE: Readonly<Record<string, string>> = {
  bind: 'cel.bind is refused by the API server; use a variable of the policy',
  format: 'format refuses mixed lists in one engine only; use + and string()',
  reverse: 'reverse is not known to both engines',
};
/** What RE2 reads and JavaScript does not, or the other way round, although both compile the literal. */
const REGEX_NOT_ALIKE = /\(\?(?!:)|\\[AzQEpPCsSkx1-9]|\[\[:/;

/**
 * Finds what this engine and an API server would not read alike in an expression that this engine accepts. The rest of
 * the dialect (types, unknown functions, optional list entries) is refused when the expression is compiled.
 */
export function dialectProblems(ast: unknown): string[] {
  return isNode(ast) ? [...ownProblems(ast), ...children(ast).flatMap(dialectProblems)] : [];
}

function ownProblems({ op, args }: Node): string[] {
  if ((op !== 'rcall' && op !== 'call') || !Array.isArray(args)) return [];
  const [name, ...rest] = args as unknown as readonly [string, ...unknown[]];
  const known = NOT_ALIKE[name];
  if (known !== undefined) return [known];
  if (name !== 'matches') return [];
  const [pattern] = rest[rest.length - 1] as readonly unknown[];
  return isNode(pattern) && pattern.op === 'value' && typeof pattern.args === 'string'
    ? regexProblems(pattern.args)
    : ['the pattern of matches is not a literal, so it cannot be checked; write it out'];
}

/** @param pattern a regular expression, read by RE2 in an API server and by JavaScript here */
function regexProblems(pattern: string): string[] {
  if (REGEX_NOT_ALIKE.test(pattern)) {
    return [
      `pattern ${pattern} has groups with options, look-around, or escapes that RE2 and JavaScript do not read alike`,
    ];
  }
  for (const compile of [(): unknown => RE2JS.compile(pattern), (): unknown => new RegExp(pattern)]) {
    try {
      compile();
    } catch (error) {
      return [`pattern ${pattern} does not compile: ${(error as Error).message}`];
    }
  }
  return [];
}

function children({ args }: Node): unknown[] {
  return Array.isArray(args) ? args.flat(2) : isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
