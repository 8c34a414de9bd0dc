import { type Stack } from '../stack';
import { rulesOfOutputProcessor, startWithTamperedRules } from '../tampered-rules';

/** The rules are what was reviewed, or nothing new starts. */
export function integritySuite(running: () => Stack): void {
  test('the API server refuses to change the rules in place', async () => {
    const stack = running();
    const rules = rulesOfOutputProcessor(stack);
    const patch = JSON.stringify({ data: { 'ruleset.json': '{}' } });
    const args = [
      '-n',
      rules.metadata.namespace,
      'patch',
      'configmap',
      rules.metadata.name,
      '--type=merge',
      '-p',
      patch,
    ];
    const result = await stack.cluster.kubectl.attempt(args);
    expect(result.stderr).toMatch(/field is immutable when `immutable` is set/);
  });

  test('rules that were deleted and made again with other content keep a new pod from starting, and it says why', async () => {
    const stack = running();
    const { said, serving, old } = await startWithTamperedRules(stack);
    console.log(`a new pod with tampered rules says:\n${said}`);
    expect(said).toMatch(/sha256|digest/i);
    expect(said).toMatch(/BackOff|back-off/i);
    expect(serving).toContain(old);
  });
}
