import { CheckRefused, GuardPod } from './guard-pod';
import { loopback } from './loopback';
import { guardTemplate, podTemplates, type PodTemplate } from './pod-template';
import { hostsOf } from './request-path';
import { type RuleFile, rulesOf, withDigest, withRules, withRuleText } from './rule-file';
import { madeUpSecrets } from './secret-values';
import { report, table } from './table';

type Breaking = (template: PodTemplate) => PodTemplate;

const address = loopback(11);
const seen: string[][] = [];

afterAll(() => {
  report('what does not start, and why', table([['fault', 'exit code', 'the line'], ...seen]));
});

function options(breaking: Breaking): Parameters<typeof GuardPod.start>[0] {
  const template = breaking(guardTemplate(podTemplates(), 'output-processor'));
  return { template, address, hosts: hostsOf(template, loopback(13)), secrets: madeUpSecrets() };
}

function changingRules(change: (rules: RuleFile) => unknown): Breaking {
  return (template) => withRules(template, change(rulesOf(template)));
}

function withPattern(pattern: object): Breaking {
  const added = { id: 'fault-1', family: 'fault', pattern: 'orion', canary: 'orion', ...pattern };
  return changingRules((rules) => ({
    ...rules,
    input: { ...rules.input, patterns: [...rules.input.patterns, added] },
  }));
}

function renamed(value: object, from: string, to: string): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key === from ? to : key, item as unknown]));
}

function withArgs(change: (args: readonly string[]) => readonly string[]): Breaking {
  return (template) => ({
    ...template,
    container: { ...template.container, args: change(template.container.args ?? []) },
    initContainers: template.initContainers.map((container) => ({ ...container, args: change(container.args ?? []) })),
  });
}

function withoutMount(path: string): Breaking {
  return (template) => ({
    ...template,
    initContainers: template.initContainers.map((container) => ({
      ...container,
      volumeMounts: container.volumeMounts?.filter(({ mountPath }) => !mountPath.startsWith(path)),
    })),
  });
}

/** Each fault, and what the one line must say so that an operator knows where to look. */
const FAULTS: readonly (readonly [string, Breaking, RegExp])[] = [
  ['rules that are no JSON', (template) => withRuleText(template, '{"format":1,', true), /json/i],
  ['other rules than were released', (template) => withRuleText(template, '{}'), /sha256/],
  ['another digest', (template) => withDigest(template, 'f'.repeat(64)), /sha256/],
  ['no digest', (template) => withDigest(template, ''), /digest/],
  [
    'rules that are not canonical',
    (template) => withRuleText(template, JSON.stringify(rulesOf(template), null, 1), true),
    /canonical/,
  ],
  [
    'a misspelt key',
    changingRules((rules) => ({ ...rules, input: renamed(rules.input, 'patterns', 'paterns') })),
    /paterns/,
  ],
  ['a key too many', changingRules((rules) => ({ ...rules, prompts: [] })), /prompts/],
  ['a direction missing', changingRules(({ format, input }) => ({ format, input })), /output/],
  ['another format', changingRules((rules) => ({ ...rules, format: 2 })), /format 2/],
  [
    'an unknown kind of rule',
    changingRules((rules) => ({ ...rules, output: { ...rules.output, injections: ['sqli'] } })),
    /sqli/,
  ],
  ['a pattern that does not compile', withPattern({ pattern: '(orion' }), /compile/],
  ['a pattern that matches everything', withPattern({ pattern: '(?:orion)?' }), /empty string/],
  ['a canary that its pattern misses', withPattern({ canary: 'sirius' }), /canary/],
  ['a pattern that blocks honest people', withPattern({ pattern: 'trains', canary: 'trains' }), /honest/],
  [
    'an id twice',
    changingRules(({ input, ...rules }) => ({
      ...rules,
      input: { ...input, patterns: [input.patterns[0], ...input.patterns] },
    })),
    /twice/,
  ],
  ['no rules file', withoutMount('/etc/secure-llm/rules'), /ruleset\.json/],
  ['no audit key', withoutMount('/etc/secure-llm/secrets/audit-key'), /audit/],
  ['no key for the next hop', withoutMount('/etc/secure-llm/secrets/upstream-key'), /key/],
  ['a misspelt argument', withArgs((args) => [...args, '--no-input-rail']), /no-input-rail/],
  [
    'a next hop that is no address',
    withArgs((args) => args.map((arg) => arg.replace('=http://', '=gopher://'))),
    /gopher/,
  ],
];

test.concurrent.each(FAULTS)('a pod with %s does not start, and one line says why', async (name, breaking, line) => {
  const refused = await GuardPod.start(options(breaking)).then(
    async (started) => {
      await started[Symbol.asyncDispose]();
      return undefined;
    },
    (error: unknown) => error,
  );
  if (!(refused instanceof CheckRefused)) throw new Error(`the check let it start: ${String(refused)}`);
  seen.push([name, String(refused.code), refused.line.slice(0, 150)]);
  expect([1, 2]).toContain(refused.code);
  expect(refused.line).toMatch(line);
  expect(refused.line.split('\n')).toHaveLength(1);
});

test.each(FAULTS.filter(([name]) => /digest|compile|misspelt key/.test(name)))(
  'with %s the container itself does not serve either, should the check be left out',
  async (_, breaking, line) => {
    await using pod = await GuardPod.startUnchecked(options(breaking));
    const { code } = await pod.process.exited;
    expect(code).not.toBe(0);
    expect(pod.process.stderr).toMatch(line);
  },
);
