import { RE2JS } from 're2js';

/** A pattern as RE2 reads it. */
export class Re2Pattern {
  /** @throws if RE2 does not accept it, with RE2's words */
  public static compile(pattern: string): Re2Pattern {
    return new Re2Pattern(RE2JS.compile(pattern));
  }

  private constructor(private readonly program: RE2JS) {}

  /** Whether the pattern is found anywhere in the text. */
  public isIn(text: string): boolean {
    return this.program.matcher(text).find();
  }
}
