import { createHash } from 'node:crypto';
import { type Stack } from './stack';
import { type Tier } from './tier';

interface Rules {
  readonly input: { readonly patterns: readonly object[] };
}

/** A rule set as text with one more input pattern; the written text is canonical already and stays so. */
export function withPattern(
  ruleset: string,
  pattern: { canary: string; family: string; id: string; pattern: string },
): string {
  const rules = JSON.parse(ruleset) as Rules;
  const { canary, family, id, pattern: expression } = pattern;
  const added = { canary, family, id, pattern: expression };
  return JSON.stringify({ ...rules, input: { ...rules.input, patterns: [...rules.input.patterns, added] } });
}

/** The rules that a tier was written with. */
export function writtenRules(stack: Stack, tier: Tier): string {
  const isRules = ({ kind, metadata }: { kind: string; metadata: { namespace: string } }): boolean =>
    kind === 'ConfigMap' && metadata.namespace === tier.namespace;
  return stack.documents.find(isRules)?.data?.['ruleset.json'] ?? '';
}

/** Releases a rule set as a releaser does: a new immutable ConfigMap, then its name and its digest in the pod template. */
export async function releaseRules(stack: Stack, tier: Tier, ruleset: string): Promise<void> {
  const digest = createHash('sha256').update(ruleset).digest('hex');
  const name = `${tier.name}-rules-${digest.slice(0, 16)}`;
  const metadata = { name, namespace: tier.namespace };
  await stack.cluster.kubectl.apply([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, immutable: true, data: { 'ruleset.json': ruleset } },
  ]);
  const volume = tier.deployment.spec.template.spec.volumes.findIndex(({ configMap }) => configMap !== undefined);
  const patch = [
    { op: 'replace', path: `/spec/template/spec/volumes/${volume}/configMap/name`, value: name },
    { op: 'replace', path: '/spec/template/metadata/annotations/secure-llm.dev~1rules-sha256', value: digest },
  ];
  const args = ['-n', tier.namespace, 'patch', 'deployment', tier.name, '--type=json', '-p', JSON.stringify(patch)];
  await stack.cluster.kubectl.run(args);
}

/** Goes back to the rules that were written. */
export async function restoreRules(stack: Stack, tier: Tier): Promise<void> {
  await releaseRules(stack, tier, writtenRules(stack, tier));
  await stack.cluster.kubectl.rollout(tier.namespace, tier.name);
}
