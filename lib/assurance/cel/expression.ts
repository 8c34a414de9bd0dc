import { type ParseResult } from '@marcbachmann/cel-js';
import { errors } from '../errors';
import { dialectProblems } from './dialect-lint';
import { admissionEnvironment } from './environment';

/** What an expression came to: a value, or the reason why it has none. */
export interface CelOutcome {
  /**
   * The value; whole numbers are BigInt.
   * @default - the expression failed
   */
  readonly value?: unknown;
  /**
   * Why it failed.
   * @default - it did not
   */
  readonly error?: string;
}

/** Names that an expression reads, by value. `variables` may have getters, so that each is computed on first use. */
export type Activation = Readonly<Record<string, unknown>>;

/** What the place of an expression expects. */
export enum CelType {
  /** A condition. */
  BOOL = 'bool',
  /** A message. */
  STRING = 'string',
  /** A variable: anything. */
  ANY = 'any',
}

const environment = admissionEnvironment();

/** One expression of a policy, checked when it is made and evaluated as often as there are documents. */
export class CelExpression {
  /** @throws if the expression is not in the dialect that this engine and an API server read alike */
  static compile(source: string, type: CelType): CelExpression {
    let program: ParseResult;
    try {
      program = environment.parse(source);
    } catch (error) {
      throw errors.celUnreadable(source, firstLine(error));
    }
    const checked = program.check();
    if (!checked.valid) throw errors.celUnreadable(source, firstLine(checked.error));
    if (type !== CelType.ANY && checked.type !== (type as string)) {
      throw errors.celType(source, type, checked.type ?? 'nothing');
    }
    const [problem] = dialectProblems(program.ast);
    if (problem !== undefined) throw errors.celDialect(source, problem);
    return new CelExpression(source, program);
  }

  private constructor(
    /** Its text. */
    readonly source: string,
    private readonly program: ParseResult,
  ) {}

  /** Never throws: that an expression has no value is an outcome, and never a pass. */
  evaluate(activation: Activation): CelOutcome {
    try {
      return { value: this.program(activation) as unknown };
    } catch (error) {
      return { error: firstLine(error) };
    }
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
