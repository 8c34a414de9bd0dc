import { setTimeout as sleep } from 'node:timers/promises';
import { type Stack } from '../stack';
import { type WrittenDocument } from '../written-documents';

/** The rules are what was reviewed, or nothing new starts. */
export function integritySuite(running: () => Stack): void {
  test('the API server refuses to change the rules in place', async () => {
    const { stack, rules } = found();
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
    const { stack, rules } = found();
    const { kubectl } = stack.cluster;
    const tier = stack.outputProcessor;
    const [victim, survivor] = await stack.pods(tier);
    const tampered = { ...rules, data: { 'ruleset.json': withoutPatterns(rules.data?.['ruleset.json'] ?? '') } };
    try {
      await kubectl.run(['-n', tier.namespace, 'delete', 'configmap', rules.metadata.name]);
      await kubectl.apply([tampered]);
      // a kubelet never reads an immutable ConfigMap twice; another node, or a restarted kubelet, gets the new content
      await stack.cluster.restartKubelet();
      await kubectl.run(['-n', tier.namespace, 'delete', 'pod', victim?.metadata.name ?? '', '--wait=false']);
      const said = await failure(stack, new Set([victim?.metadata.name, survivor?.metadata.name]));
      console.log(`a new pod with tampered rules says:\n${said}`);
      expect(said).toMatch(/sha256|digest/i);
      expect(said).toMatch(/BackOff|back-off/i);
      expect((await stack.pods(tier)).map(({ metadata }) => metadata.name)).toContain(survivor?.metadata.name);
    } finally {
      await kubectl.attempt(['-n', tier.namespace, 'delete', 'configmap', rules.metadata.name]);
      await kubectl.apply([rules]);
      await stack.cluster.restartKubelet();
      // the kubelet waits longer and longer between its tries: a new pod starts at once
      await kubectl.attempt([
        '-n',
        tier.namespace,
        'delete',
        'pods',
        '--field-selector=status.phase=Pending',
        '--wait=false',
      ]);
      await kubectl.rollout(tier.namespace, tier.name);
    }
  });

  function found(): { readonly stack: Stack; readonly rules: WrittenDocument } {
    const stack = running();
    const rules = stack.documents.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === stack.outputProcessor.namespace,
    );
    if (rules === undefined) throw new Error('the output processor has no rules');
    return { stack, rules };
  }
}

function withoutPatterns(ruleset: string): string {
  const rules = JSON.parse(ruleset) as { input: { patterns: unknown[] } };
  return JSON.stringify({ ...rules, input: { ...rules.input, patterns: [] } });
}

/** What the newest pod says for itself: the line of its check and the event about it. */
async function failure(stack: Stack, old: ReadonlySet<string | undefined>): Promise<string> {
  const tier = stack.outputProcessor;
  const { kubectl } = stack.cluster;
  for (let tries = 0; tries < 60; tries++) {
    await sleep(1000);
    const pods = await kubectl.list<{ metadata: { name: string } }>('pods', '-n', tier.namespace);
    const fresh = pods.map(({ metadata }) => metadata.name).find((name) => !old.has(name));
    if (fresh === undefined) continue;
    const events = [
      '-n',
      tier.namespace,
      'get',
      'events',
      '--field-selector',
      `involvedObject.name=${fresh},type=Warning`,
    ];
    const event = await kubectl.run([...events, '-o', 'jsonpath={.items[*].message}']);
    if (event === '') continue;
    const log = await kubectl.attempt(['-n', tier.namespace, 'logs', fresh, '-c', 'check', '--tail=3']);
    return `${log.stdout}${log.stderr}${event}`;
  }
  throw new Error('no new pod failed within 60 s');
}
