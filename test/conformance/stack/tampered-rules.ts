import { setTimeout as sleep } from 'node:timers/promises';
import { type Stack } from './stack';
import { warningsAbout } from './warnings';
import { type WrittenDocument } from './written-documents';

/** What came of a pod that should have started with other rules than were reviewed. */
export interface TamperedStart {
  /** The line of the pod's check and the event about it. */
  readonly said: string;
  /** The old pod that was not touched. */
  readonly old: string | undefined;
  /** The pods that ran while the new one failed. */
  readonly serving: readonly string[];
}

/** @throws when the output processor has no rules */
export function rulesOfOutputProcessor(stack: Stack): WrittenDocument {
  const { namespace } = stack.outputProcessor;
  const rules = stack.documents.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === namespace);
  if (rules === undefined) throw new Error('the output processor has no rules');
  return rules;
}

/** Deletes the rules, makes them again with other content, ends one pod, and puts everything back afterwards. */
export async function startWithTamperedRules(stack: Stack): Promise<TamperedStart> {
  const rules = rulesOfOutputProcessor(stack);
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
    const serving = (await stack.pods(tier)).map(({ metadata }) => metadata.name);
    return { said, old: survivor?.metadata.name, serving };
  } finally {
    await kubectl.attempt(['-n', tier.namespace, 'delete', 'configmap', rules.metadata.name]);
    await kubectl.apply([rules]);
    await stack.cluster.restartKubelet();
    // the kubelet waits longer and longer between its tries: a new pod starts at once
    const pending = ['delete', 'pods', '--field-selector=status.phase=Pending', '--wait=false'];
    await kubectl.attempt(['-n', tier.namespace, ...pending]);
    await kubectl.rollout(tier.namespace, tier.name);
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
    const event = await warningsAbout(kubectl, tier.namespace, fresh);
    if (event === '') continue;
    const log = await kubectl.attempt(['-n', tier.namespace, 'logs', fresh, '-c', 'check', '--tail=3']);
    return `${log.stdout}${log.stderr}${event}`;
  }
  throw new Error('no new pod failed within 60 s');
}
