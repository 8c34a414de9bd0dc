import { Testing } from 'cdk8s';
import { ImageRef, SecretRef, TrustZone } from '../../lib';
import { InferenceServer, OutputProcessor, RuleSet } from '../../lib/request-path';
import { documents, podOf } from '../workload/declared';
import { argumentsOf, containerOf, DeclaredPath, kubernetes, llamaCpp, REASON, RULES } from './declared';

describe('an output processor', () => {
  it('asks for the hop key by default, because nobody but the guardrail may use it', () => {
    const { output } = new DeclaredPath().connected();
    expect(output.hopKey.toString()).toBe('output-processor-hop/key');
    expect(argumentsOf(containerOf(output), '--caller-key-file')).toEqual(['/etc/secure-llm/secrets/caller-key/key']);
  });

  it('sends each model to its server, with the key of that server, in the order of the names', () => {
    const path = new DeclaredPath().connected();
    const zone = new TrustZone(path.app, 'second', { platform: kubernetes() });
    const second = new InferenceServer(zone, 'alpha', { model: llamaCpp('alpha-1') });
    path.output.forwardsTo(second);
    const container = containerOf(path.output);
    expect(argumentsOf(container, '--model')).toEqual([
      'alpha-1=http://alpha.second.svc:8000',
      'llama-3.1-8b-instruct=http://llama.inference.svc:8000',
    ]);
    expect(argumentsOf(container, '--upstream-key-file')).toEqual([
      'alpha-1=/etc/secure-llm/secrets/upstream-key-alpha/key',
      'llama-3.1-8b-instruct=/etc/secure-llm/secrets/upstream-key-llama/key',
    ]);
    expect(argumentsOf(containerOf(path.guardrail), '--model').map((each) => each.split('=')[0])).toEqual([
      'alpha-1',
      'llama-3.1-8b-instruct',
    ]);
  });

  it('gets the system prompt as a file', () => {
    const { output } = new DeclaredPath(undefined, {
      output: { systemPrompt: SecretRef.key('assistant', 'prompt.txt') },
    }).connected();
    expect(argumentsOf(containerOf(output), '--system-prompt-file')).toEqual([
      '/etc/secure-llm/secrets/system-prompt/prompt.txt',
    ]);
    const { volumes } = podOf(output.workload.zone, 'output-processor').spec;
    expect(volumes).toContainEqual(
      expect.objectContaining({
        secret: expect.objectContaining({ secretName: 'assistant', defaultMode: 0o440 }) as unknown,
      }),
    );
  });

  it('judges prompts again unless told not to, with a reason', () => {
    expect(containerOf(new DeclaredPath().connected().output).args).not.toContain('--no-input-rails');
    const { output } = new DeclaredPath(undefined, { output: { dangerouslySkipInputRails: REASON } }).connected();
    expect(containerOf(output).args).toContain('--no-input-rails');
    expect(
      podOf(output.workload.zone, 'output-processor').metadata.annotations['secure-llm.dev/opt-out.inputRails'],
    ).toBe(REASON);
  });

  it('refuses a second server for the same model, and takes the same server again', () => {
    const { output, inference } = new DeclaredPath().connected();
    expect(output.forwardsTo(inference)).toBe(inference);
    const twin = new InferenceServer(inference.workload.zone, 'twin', { model: llamaCpp() });
    expect(() => output.forwardsTo(twin)).toThrow(/"llama-3.1-8b-instruct" is served twice/);
  });

  it('is refused with rules that check no answer', () => {
    expect(() => new DeclaredPath(undefined, { output: { rules: RuleSet.empty().blocking('a', ['abc']) } })).toThrow(
      /no output rules/,
    );
    expect(
      () => new DeclaredPath(undefined, { output: { rules: RuleSet.empty().blockingAnswers('a', ['abc']) } }),
    ).toThrow(/no input rules/);
  });

  it('needs rules for answers only when it skips those for prompts', () => {
    const rules = RuleSet.empty().blockingAnswers('a', ['abc']);
    const { output } = new DeclaredPath(undefined, {
      output: { rules, dangerouslySkipInputRails: REASON },
    }).connected();
    expect(documents(output.workload.zone).length).toBeGreaterThan(0);
  });

  it('can run another image that speaks the same protocol', () => {
    const zone = new TrustZone(Testing.app(), 'output', { platform: kubernetes() });
    const output = OutputProcessor.custom(zone, 'own', {
      rules: RULES,
      image: ImageRef.of('registry.example/own/guard:2.0.1'),
    });
    output.forwardsTo(
      new InferenceServer(new TrustZone(zone.node.root, 'inference', { platform: kubernetes() }), 'llama', {
        model: llamaCpp(),
      }),
    );
    expect(containerOf(output).image).toBe('registry.example/own/guard:2.0.1');
    expect(OutputProcessor.isOutputProcessor(output)).toBe(true);
    expect(OutputProcessor.isOutputProcessor(zone)).toBe(false);
  });
});
