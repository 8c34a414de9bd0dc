/** Claims of which a test has shown on the running cluster that what refutes them really happens, with that test's words. */
export class ShownClaims {
  private readonly tests = new Map<string, string[]>();

  /** To be called after the assertions of the test. */
  public add(claim: string, what: string): void {
    this.tests.set(claim, [...(this.tests.get(claim) ?? []), what]);
  }

  /** @returns for each claim how many tests have shown it, and the first one */
  public table(claims: readonly string[]): string {
    return claims
      .map((claim) => {
        const [first = 'nothing', ...more] = this.tests.get(claim) ?? [];
        return `${claim.padEnd(4)}${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
      })
      .join('\n');
  }

  public has(claim: string): boolean {
    return this.tests.has(claim);
  }
}
