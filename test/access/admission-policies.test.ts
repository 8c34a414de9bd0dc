import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Chart, Testing } from 'cdk8s';
import { AdmissionPolicies, type AdmissionPoliciesProps } from '../../lib/access';
import { DocumentSet, PolicySet } from '../../lib/assurance';
import { POLICY_FOLDER } from '../../lib/assurance/policy-set';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { JudgedProgram, Severity, TrustZone } from '../../lib/workload';
import { declareWorkload, declareZone, type Document, documents, named, REASON, waive } from '../workload/declared';

const install = (props?: AdmissionPoliciesProps, app: App = Testing.app()): AdmissionPolicies =>
  new AdmissionPolicies(app, 'policies', props);
const parameters = (policies: AdmissionPolicies): Record<string, string[]> => {
  const { data } = named(policies, 'ConfigMap', 'parameters') as { data: Record<string, string> };
  return Object.fromEntries(Object.entries(data).map(([list, text]) => [list, text.split('\n').filter(Boolean)]));
};
const RULE_SETS = 'system:serviceaccount:pipelines:rule-set-release';
const pick = ({ data, spec }: Document): object => ({ data, spec });
const WAVE = 'argocd.argoproj.io/sync-wave';
const wave = ({ metadata }: Document): number => Number(metadata.annotations[WAVE]);
const errorsOf = (app: App): string[] =>
  JudgedProgram.of(app)
    .findings.filter(({ severity }) => severity === Severity.ERROR)
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('the admission policies of a program', () => {
  it('are every rule of the package with its binding, word for word but for the apply order', () => {
    const policies = install();
    const written = documents(policies);
    for (const { policy, binding } of PolicySet.shipped().policies) {
      for (const { kind, metadata, spec } of [policy, binding]) {
        const found = written.find((each) => each.kind === kind && each.metadata.name === metadata.name);
        expect(found.spec).toEqual(spec);
        const annotations = { ...metadata.annotations, [WAVE]: found.metadata.annotations[WAVE] };
        expect(found.metadata.annotations).toEqual(annotations);
      }
    }
    expect(policies.rules).toEqual(PolicySet.shipped().policies.map(({ id }) => id));
    expect(written).toHaveLength(6 + 2 * policies.rules.length);
  });

  it('deny, record, and deny too when they fail', () => {
    const written = documents(install());
    const ofKind = (kind: string): Document[] => written.filter((document) => document.kind === kind);
    for (const { spec } of ofKind('ValidatingAdmissionPolicy')) expect(spec.failurePolicy).toBe('Fail');
    for (const { spec } of ofKind('ValidatingAdmissionPolicyBinding'))
      expect(spec.validationActions).toEqual(['Deny', 'Audit']);
  });

  it('come before everything of a zone: parameters, then rules, then bindings', () => {
    const app = Testing.app();
    const policies = install({ registries: ['registry.example/team/'] }, app);
    const zone = declareZone(app);
    declareWorkload(zone);
    const waves = documents(policies).map(wave);
    expect(waves).toEqual([...waves].sort((a, b) => a - b));
    expect(Math.max(...waves)).toBeLessThan(Math.min(...documents(zone).map(wave)));
    expect(JudgedProgram.of(app).findings.filter(({ rule }) => rule === 'R15')).toEqual([]);
  });

  it('name who deploys, who acts for them and where images come from, sorted and each once', () => {
    const { deployers, controllers, registries } = parameters(
      install({
        deployers: ['user b', 'group a', 'user b'],
        controllers: ['user system:serviceaccount:kueue-system:kueue-controller-manager'],
        registries: ['registry.example/team/'],
      }),
    );
    expect(deployers).toEqual(['group a', 'user b']);
    expect(controllers).toContain('user system:serviceaccount:kueue-system:kueue-controller-manager');
    expect(controllers).toContain('user system:serviceaccount:kube-system:replicaset-controller');
    const ofCatalogue = (PolicySet.shipped().parameters.document.data as Record<string, string>)['registries'];
    expect(registries).toEqual([...(ofCatalogue?.split('\n') ?? []), 'registry.example/team/'].sort());
    expect(parameters(install()).deployers).toContain('group secure-llm:deployers');
  });

  it('allow the mirrors of the zones’ platforms', () => {
    const app = Testing.app();
    const policies = install({}, app);
    const platform = Platform.kubernetes({
      networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
      registryMirrors: { 'docker.io': 'mirror.example/hub' },
    });
    new TrustZone(app, 'zone', { platform });
    expect(parameters(policies).registries).toContain('mirror.example/hub/vllm/');
  });

  it('name who releases and approves, in their parameters and beside the approvals that the releases are held against', () => {
    const policies = install({
      ruleSetReleaser: 'system:serviceaccount:ml:rules',
      approvers: ['group security', 'user b'],
      pipelineServiceAccounts: ['ml/rules', 'ml/models'],
    });
    const { releasers, approvers, pipelineServiceAccounts } = parameters(policies);
    expect(releasers).toEqual([
      'user system:serviceaccount:ml:rules',
      'user system:serviceaccount:pipelines:model-release',
    ]);
    expect(approvers).toEqual(['group security', 'user b']);
    expect(pipelineServiceAccounts).toEqual(['ml/models', 'ml/rules']);
    expect(named(policies, 'ConfigMap', 'approved-rule-sets')).toMatchObject({
      metadata: { namespace: 'secure-llm-releases' },
      data: { releaser: 'system:serviceaccount:ml:rules' },
    });
  });

  it('let no releaser approve unless somebody takes that risk by name', () => {
    expect(parameters(install())['selfApprovers']).toEqual([]);
    const policies = install({ dangerouslyReleaseRuleSetsUnapproved: 'nobody is on duty in this test' });
    expect(parameters(policies)['selfApprovers']).toEqual([`user ${RULE_SETS}`]);
    expect(() => install({ dangerouslyReleaseModelsUnapproved: 'why not' })).toThrow('modelReleaser');
  });

  it('say the same as their folder about who releases and approves, and write no approval', () => {
    const policies = install();
    const folder = DocumentSet.parse(readFileSync(join(POLICY_FOLDER, 'parameters.yaml'), 'utf8'));
    const shipped = PolicySet.shipped().parameters.document.data as Record<string, string>;
    for (const list of ['releasers', 'approvers', 'pipelineServiceAccounts'])
      expect(parameters(policies)[list]).toEqual(shipped[list]?.split('\n'));
    for (const { kind, metadata, data, spec } of folder.documents.filter(
      ({ metadata }) => metadata.namespace === 'secure-llm-releases',
    ))
      expect({ data, spec }).toEqual(pick(named(policies, kind, metadata.name)));
  });

  it('let nothing run where releases are approved', () => {
    expect(named(install(), 'ResourceQuota', 'no-pods')).toMatchObject({
      metadata: { namespace: 'secure-llm-releases' },
      spec: { hard: { pods: '0' } },
    });
  });

  it('judge the program by their own parameters, whoever deploys it', () => {
    const app = Testing.app();
    declareWorkload(declareZone(app));
    install({ deployers: ['group mine'] }, app);
    expect(errorsOf(app)).toEqual([
      'image-registry: image registry.example/team/server:1.2.3 is of a registry that is not allowed',
    ]);
    const allowed = Testing.app();
    declareWorkload(declareZone(allowed));
    install({ deployers: ['group mine'], registries: ['registry.example/team/'] }, allowed);
    expect(errorsOf(allowed)).toEqual([]);
  });

  it('except what is waived anywhere in the program, also after them, and nothing else', () => {
    const app = Testing.app();
    const policies = install({ registries: ['registry.example/team/'] }, app);
    const workload = declareWorkload(declareZone(app), 'server', { dangerouslyWritableRootFilesystem: REASON });
    waive(workload, 'read-only-root', 'R9');
    expect(parameters(policies).exceptions).toEqual(['read-only-root Workload guardrail/server']);
    expect(errorsOf(app)).toEqual([]);
  });

  it('may only warn, each by its name: reported where the rule warns, an error that needs a waiver where it does not', () => {
    const app = Testing.app();
    declareWorkload(declareZone(app));
    const props = { registries: ['registry.example/team/'], warnOnly: ['image-digest', 'seccomp'] };
    const policies = install(props, app);
    expect(errorsOf(app)).toEqual([expect.stringMatching(/R15: .*rule seccomp is bound without Deny/)]);
    waive(policies.policy('seccomp'), 'R15');
    expect(errorsOf(app)).toEqual([]);
    const binding = named(policies, 'ValidatingAdmissionPolicyBinding', 'image-digest.secure-llm.dev');
    expect(binding.spec.validationActions).toEqual(['Warn', 'Audit']);
    expect(JudgedProgram.of(app).findings.map(({ message }) => message)).toContain('rule image-digest only warns');
  });

  it('are a finding when the program takes one of them away or loosens it', () => {
    const app = Testing.app();
    const policies = install({}, app);
    declareZone(app);
    policies.node.tryRemoveChild('seccomp-binding');
    policies.node.tryRemoveChild('capabilities-policy');
    policies.node.tryRemoveChild('capabilities-binding');
    expect(errorsOf(app).join('\n')).toMatch(
      /rule capabilities is not among the documents[^]*rule seccomp is bound by nothing/,
    );
  });

  it('are one set for a program', () => {
    const app = Testing.app();
    install({}, app);
    expect(() => new AdmissionPolicies(app, 'more')).toThrow(
      'the admission policies are installed by policies already, and a cluster has one set; remove one (at more)',
    );
  });

  it.each<[string, AdmissionPoliciesProps, string]>([
    ['a deployer without user or group', { deployers: ['admin'] }, 'deployers entry "admin" is no subject'],
    ['no deployer', { deployers: [] }, 'deployers is empty'],
    ['a controller of several lines', { controllers: ['user a\nuser b'] }, 'controllers entry "user a\\nuser b"'],
    ['a registry without a slash', { registries: ['registry.example/team'] }, 'registry "registry.example/team"'],
    ['a registry of every host', { registries: ['/'] }, 'registry "/" is no prefix'],
    [
      'a releaser that is a person',
      { ruleSetReleaser: 'alice' },
      'ruleSetReleaser "alice" is no user name of a Service',
    ],
    ['one releaser of both', { modelReleaser: RULE_SETS }, 'is ruleSetReleaser and modelReleaser; give each pipeline'],
    ['a releaser who approves', { approvers: [`user ${RULE_SETS}`] }, 'takes in the releaser'],
    ['everyone as approver', { approvers: ['group system:authenticated'] }, 'takes in the releaser'],
    ['a run of no namespace', { pipelineServiceAccounts: ['runner'] }, 'pipelineServiceAccounts entry "runner" is no'],
    ['an unknown rule', { warnOnly: ['no-such-rule'] }, 'there is no admission rule "no-such-rule"; expected one of'],
  ])('are refused with %s', (_, props, message) => {
    expect(() => install(props)).toThrow(message);
    expect(() => install(props)).toThrow('(at policies)');
  });

  it('judge also a program without a zone of ours', () => {
    const app = Testing.app();
    install({}, app);
    new ApiObject(new Chart(app, 'mine'), 'zone', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'mine', labels: { 'secure-llm.dev/zone': 'mine' } },
    });
    expect(() => app.synth()).toThrow('zone-pod-security');
  });
});
