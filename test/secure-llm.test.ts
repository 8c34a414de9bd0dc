import { App, Testing, YamlOutputType } from 'cdk8s';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Gpu,
  Guardrail,
  ImageRef,
  InferenceServer,
  Model,
  OutputProcessor,
  Peer,
  Platform,
  RuleSet,
  SecretRef,
  SecureLlm,
  type SecureLlmProps,
  TrustZone,
  Weights,
} from '../lib';
import { argumentsOf, containerOf, kubernetes, llamaCpp, REASON, vllm } from './request-path/declared';
import { documents } from './workload/declared';

const frontend = Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } });

function stack(props: Partial<SecureLlmProps> = {}, app = Testing.app()): SecureLlm {
  return new SecureLlm(app, 'assistant', {
    platform: kubernetes(),
    models: [llamaCpp()],
    callers: [frontend],
    ...props,
  });
}

/** What a program writes, by file name. */
function written(program: (app: App) => void): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'secure-llm-'));
  try {
    const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_CHART });
    program(app);
    app.synth();
    return Object.fromEntries(readdirSync(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

describe('the first program of the design', () => {
  it('compiles and synthesizes', () => {
    const files = written((app) => {
      new SecureLlm(app, 'assistant', {
        platform: Platform.oke({ kubernetesVersion: '1.36', region: 'eu-zurich-1' }),
        models: [Model.vllm('llama-3.1-8b-instruct', { weights: Weights.claim('llama-weights'), gpu: Gpu.nvidia(1) })],
        rules: RuleSet.baseline().blocking('unreleased-products', ['project\\s+orion']),
        systemPrompt: SecretRef.key('assistant', 'system-prompt'),
        callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
      });
    });
    expect(Object.keys(files)).toHaveLength(3);
  });
});

describe('the second program of the design', () => {
  it('compiles and synthesizes', () => {
    const files = written((app) => {
      const platform = Platform.oke({ region: 'eu-zurich-1' });
      const rules = RuleSet.baseline();
      const model = Model.vllm('llama-3.1-8b-instruct', {
        weights: Weights.claim('llama-weights'),
        gpu: Gpu.nvidia(1),
      });
      const guardrail = new Guardrail(new TrustZone(app, 'guardrail', { platform }), 'guardrail', { rules });
      const output = new OutputProcessor(new TrustZone(app, 'output', { platform }), 'output', { rules });
      const llama = new InferenceServer(new TrustZone(app, 'inference', { platform }), 'llama', { model });
      guardrail.forwardsTo(output).forwardsTo(llama);
      guardrail.connections.allowFrom(Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } }));
    });
    expect(Object.keys(files).sort()).toEqual(['guardrail.k8s.yaml', 'inference.k8s.yaml', 'output.k8s.yaml']);
  });
});

describe('a stack', () => {
  it('is three zones in a row, each open to its predecessor only', () => {
    const { guardrail, outputProcessor, inferenceServers, zones } = stack();
    expect(zones.map(({ namespace }) => namespace)).toEqual([
      'assistant-guardrail',
      'assistant-output',
      'assistant-inference-llama-3-1-8b-instruct',
    ]);
    expect(guardrail.connections.incoming.map(({ from }) => from)).toEqual(['pods {"app":"frontend"} in shop']);
    expect(outputProcessor.connections.incoming.map(({ from }) => from)).toEqual([
      'workload assistant-guardrail/guardrail',
    ]);
    expect(inferenceServers[0]?.connections.incoming.map(({ from }) => from)).toEqual([
      'workload assistant-output/output-processor',
    ]);
    expect(inferenceServers[0]?.connections.outgoing).toEqual([]);
  });

  it('blocks the baseline in both tiers unless told otherwise', () => {
    expect(stack().rules.sha256).toBe(RuleSet.baseline().sha256);
    const rules = RuleSet.baseline().blocking('own', ['abc']);
    const { guardrail, outputProcessor } = stack({ rules });
    expect([guardrail.rules.sha256, outputProcessor.rules.sha256]).toEqual([rules.sha256, rules.sha256]);
  });

  it('passes settings on to its parts', () => {
    const { guardrail, outputProcessor } = stack({
      guardrail: { workers: 3, callerKey: SecretRef.key('front-door', 'key') },
      outputProcessor: { dangerouslySkipInputRails: REASON, systemPrompt: SecretRef.key('a', 'b') },
      guardrailImage: ImageRef.of('registry.example/own/guard:2.0.1'),
      outputProcessorImage: ImageRef.of('registry.example/own/guard:2.0.2'),
      namespacePrefix: 'prod',
    });
    expect(guardrail.workload.zone.namespace).toBe('prod-guardrail');
    expect(argumentsOf(containerOf(guardrail), '--workers')).toEqual(['3']);
    expect(argumentsOf(containerOf(guardrail), '--caller-key-file')).toHaveLength(1);
    expect(argumentsOf(containerOf(outputProcessor), '--system-prompt-file')).toHaveLength(1);
    expect(containerOf(outputProcessor).args).toContain('--no-input-rails');
    expect(containerOf(guardrail).image).toMatch(/2\.0\.1$/);
    expect(containerOf(outputProcessor).image).toMatch(/2\.0\.2$/);
  });

  it('can serve endpoints that exist already, with or without models of its own', () => {
    const app = Testing.app();
    const endpoint = InferenceServer.external(app, 'kserve', {
      url: 'http://llama.kserve.svc:8080',
      peer: Peer.pods({ namespace: 'kserve', labels: { app: 'llama' } }),
      models: ['big-model'],
      apiKey: SecretRef.key('kserve', 'key'),
    });
    const { outputProcessor, zones } = stack({ models: [], endpoints: [endpoint] }, app);
    expect(outputProcessor.modelNames).toEqual(['big-model']);
    expect(zones).toHaveLength(2);
  });

  it.each([
    [{ models: [] }, /serves no model/],
    [{ callers: [] }, /has no callers/],
    [{ models: [llamaCpp('same'), llamaCpp('same')] }, /There is already a Construct|is served twice/],
  ])('is refused with %j', (props, message) => {
    expect(() => stack(props)).toThrow(message);
  });

  it('writes the same bytes when it is synthesized again, and when models and callers come in another order', () => {
    const other = Peer.pods({ namespace: 'intranet', labels: { app: 'chat' } });
    const models = () => [llamaCpp('a-model'), vllm()];
    const program = (props: Partial<SecureLlmProps>) => written((app) => void stack(props, app));
    const first = program({ models: models(), callers: [frontend, other] });
    expect(program({ models: models(), callers: [frontend, other] })).toEqual(first);
    expect(program({ models: models().reverse(), callers: [other, frontend] })).toEqual(first);
  });

  it('gets one more file for one more model, and changes nothing but that model in the others', () => {
    const one = written((app) => void stack({ models: [llamaCpp('first')] }, app));
    const two = written((app) => void stack({ models: [llamaCpp('first'), llamaCpp('second')] }, app));
    const added = Object.keys(two).filter((file) => !(file in one));
    expect(added).toHaveLength(1);
    expect(added[0]).toContain('inference-second');
    const [firstModel] = Object.keys(one).filter((file) => file.includes('inference-first'));
    expect(two[firstModel!]).toBe(one[firstModel!]);
    for (const file of Object.keys(one)) {
      const before = one[file]!.split('\n');
      const kept = two[file]!.split('\n');
      const removed = before.filter((line) => !kept.includes(line));
      const appeared = kept.filter((line) => !before.includes(line));
      expect(removed).toEqual([]);
      for (const line of appeared) expect(line).toContain('second');
    }
  });

  it('writes no file when anything is wrong', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'secure-llm-'));
    try {
      const app = new App({ outdir });
      stack({}, app);
      new Guardrail(new TrustZone(app, 'lonely', { platform: kubernetes() }), 'guardrail', {
        rules: RuleSet.baseline(),
      });
      expect(() => app.synth()).toThrow(/forwards to nothing/);
      expect(readdirSync(outdir)).toEqual([]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it('replaces the pods of those zones whose secret has another version, also where somebody else makes the Secrets', () => {
    const templates = (version: string): Record<string, unknown> =>
      Object.fromEntries(
        stack({ secretVersions: { 'output-processor-audit_key': version } })
          .zones.flatMap((zone) => documents(zone))
          .filter(({ kind }) => kind === 'Deployment')
          .map(({ metadata, spec }) => [metadata.name, spec.template]),
      );
    const [before, after] = [templates('1'), templates('2')];
    const changed = Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    expect(changed).toEqual(['output-processor']);
    const kinds = stack({ secretVersions: {} }).zones.flatMap((zone) => documents(zone).map(({ kind }) => kind));
    expect(kinds).not.toContain('ExternalSecret');
  });

  it('mounts every secret by its name and writes none', () => {
    const { zones } = stack({ systemPrompt: SecretRef.key('assistant', 'system-prompt') });
    const all = zones.flatMap((zone) => documents(zone));
    expect(all.some(({ kind }) => kind === 'Secret')).toBe(false);
    const names = JSON.stringify(all).match(/"secretName":"[^"]+"/g);
    expect([...new Set(names)].sort()).toEqual([
      '"secretName":"assistant"',
      '"secretName":"guardrail-audit"',
      '"secretName":"llama-3-1-8b-instruct-hop"',
      '"secretName":"output-processor-audit"',
      '"secretName":"output-processor-hop"',
    ]);
  });
});
