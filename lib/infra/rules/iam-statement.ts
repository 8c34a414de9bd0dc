/** A test of one variable, for example `request.principal.type = 'workload'`. */
export interface IamTest {
  /** Tells a test from a group. */
  readonly kind: 'test';
  /** Variable in lower case. */
  readonly variable: string;
  /** `=`, `!=`, `in` and the like. */
  readonly operator: string;
  /** What it is compared with, without quotes; several are joined by a comma. */
  readonly value: string;
}

/** Conditions of which all or any must hold. */
export interface IamGroup {
  /** Whether all parts must hold or any. */
  readonly kind: 'all' | 'any';
  /** What is joined. */
  readonly parts: readonly IamCondition[];
}

/** What must hold for a statement to apply. */
export type IamCondition = IamTest | IamGroup;

/** A statement of an IAM policy, taken apart. */
export interface IamStatement {
  /** For example `any-user` or `dynamic-group workers`. */
  readonly subject: string;
  /** `inspect`, `read`, `use`, `manage`, or the permissions in braces. */
  readonly verb: string;
  /** For example `secret-bundles`; empty where permissions are listed. */
  readonly resource: string;
  /** For example `tenancy` or `compartment id ocid1…`. */
  readonly location: string;
  /**
   * What must hold for the statement to apply.
   * @default - it always applies
   */
  readonly condition?: IamCondition;
}

const STATEMENT =
  /^\s*allow\s+(?<subject>.+?)\s+to\s+(?:(?<permissions>\{[^}]*\})|(?<verb>\w+)\s+(?<resource>[\w-]+))\s+in\s+(?<location>tenancy|compartment\s+(?:id\s+)?\S+)(?:\s+where\s+(?<condition>.+?))?\s*$/is;
/** A quoted text, an expression of Terraform, a pattern, an operator, a bracket, or a word. */
const TOKEN = /\s*('(?:[^']*)'|\/[^/]*\/|!=|=|[{}(),]|(?:\$\{[^}]*\}|[^\s'{}(),=!])+)/y;

/**
 * Takes a statement apart.
 * @returns undefined if it is none that can be read
 */
export function readStatement(text: string): IamStatement | undefined {
  const parts = STATEMENT.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const condition = parts['condition'] === undefined ? undefined : readCondition(parts['condition']);
  if (parts['condition'] !== undefined && condition === undefined) return undefined;
  return {
    subject: oneBlank(parts['subject'] ?? ''),
    verb: oneBlank(parts['permissions'] ?? parts['verb'] ?? ''),
    resource: (parts['resource'] ?? '').toLowerCase(),
    location: oneBlank(parts['location'] ?? ''),
    condition,
  };
}

/** Every test that must hold whatever else does: those outside of any `any`. */
export function necessaryTests(condition: IamCondition | undefined): IamTest[] {
  if (condition === undefined) return [];
  if (condition.kind === 'test') return [condition];
  return condition.kind === 'all' || condition.parts.length === 1 ? condition.parts.flatMap(necessaryTests) : [];
}

/** Every test there is. */
export function allTests(condition: IamCondition | undefined): IamTest[] {
  if (condition === undefined) return [];
  return condition.kind === 'test' ? [condition] : condition.parts.flatMap(allTests);
}

function readCondition(text: string): IamCondition | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const rest = [...tokens];
  const condition = conditionOf(rest);
  return rest.length === 0 ? condition : undefined;
}

function conditionOf(tokens: string[]): IamCondition | undefined {
  const first = tokens.shift();
  if (first === undefined) return undefined;
  const kind = first.toLowerCase();
  if ((kind === 'all' || kind === 'any') && tokens[0] === '{') return group(kind, tokens);
  return test(first, tokens);
}

function group(kind: 'all' | 'any', tokens: string[]): IamGroup | undefined {
  const parts: IamCondition[] = [];
  do {
    tokens.shift();
    const part = conditionOf(tokens);
    if (part === undefined) return undefined;
    parts.push(part);
  } while (tokens[0] === ',');
  return tokens.shift() === '}' ? { kind, parts } : undefined;
}

function test(variable: string, tokens: string[]): IamTest | undefined {
  if (!/^[a-z][\w.-]*$/i.test(variable)) return undefined;
  const operator: string[] = [];
  while (tokens[0] !== undefined && /^(?:=|!=|not|in|before|after|between)$/i.test(tokens[0])) {
    operator.push((tokens.shift() ?? '').toLowerCase());
  }
  const value = tokens[0] === '(' ? listed(tokens) : tokens.shift();
  if (operator.length === 0 || value === undefined || /^[{}(),=]$/.test(value)) return undefined;
  return { kind: 'test', variable: variable.toLowerCase(), operator: operator.join(' '), value: unquoted(value) };
}

function listed(tokens: string[]): string | undefined {
  const end = tokens.indexOf(')');
  if (end < 0) return undefined;
  const values = tokens.splice(0, end + 1).slice(1, -1);
  return values
    .filter((each) => each !== ',')
    .map(unquoted)
    .join(',');
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trim();
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) return undefined;
    tokens.push(match[1] ?? '');
  }
  return tokens;
}

function unquoted(text: string): string {
  return text.startsWith("'") ? text.slice(1, -1) : text;
}

function oneBlank(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
