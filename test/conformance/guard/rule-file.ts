import { createHash } from 'node:crypto';
import { type PodTemplate } from './pod-template';

export interface RulePattern {
  readonly id: string;
  readonly family: string;
  readonly pattern: string;
  readonly canary: string;
}

/** The content of `ruleset.json`, as the guard reads it. */
export interface RuleFile {
  readonly format: number;
  readonly input: { readonly patterns: readonly RulePattern[]; readonly [key: string]: unknown };
  readonly output: { readonly patterns: readonly RulePattern[]; readonly [key: string]: unknown };
}

const FILE = 'ruleset.json';

/** The rules that a template mounts. */
export function rulesOf(template: PodTemplate): RuleFile {
  return JSON.parse(template.configMaps[configMapOf(template)]?.[FILE] ?? '') as RuleFile;
}

/** The template with other rules, and with the digest that fits them: a release as a releaser would make it. */
export function withRules(template: PodTemplate, rules: unknown): PodTemplate {
  return withRuleText(template, canonical(rules), true);
}

/** The template with another text in the rules' ConfigMap; the annotation follows only when asked. */
export function withRuleText(template: PodTemplate, text: string, digestFollows = false): PodTemplate {
  const name = configMapOf(template);
  const digest = createHash('sha256').update(text, 'utf8').digest('hex');
  return {
    ...template,
    configMaps: { ...template.configMaps, [name]: { ...template.configMaps[name], [FILE]: text } },
    annotations: digestFollows
      ? { ...template.annotations, [digestAnnotation(template)]: digest }
      : template.annotations,
  };
}

/** The template with another expected digest. */
export function withDigest(template: PodTemplate, digest: string): PodTemplate {
  return { ...template, annotations: { ...template.annotations, [digestAnnotation(template)]: digest } };
}

/** UTF-8 JSON with sorted keys and no white space: the form whose bytes are hashed. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

function configMapOf(template: PodTemplate): string {
  const name = template.volumes
    .map(({ configMap }) => configMap?.name)
    .find((map) => map !== undefined && FILE in (template.configMaps[map] ?? {}));
  if (name === undefined) throw new Error(`${template.name} mounts no ConfigMap with ${FILE}`);
  return name;
}

function digestAnnotation(template: PodTemplate): string {
  const path =
    template.container.env?.find(({ name }) => name === 'RULES_SHA256')?.valueFrom?.fieldRef?.fieldPath ?? '';
  const annotation = /^metadata\.annotations\['(.+)'\]$/.exec(path)?.[1];
  if (annotation === undefined) throw new Error(`${template.name} gets RULES_SHA256 from no annotation`);
  return annotation;
}
