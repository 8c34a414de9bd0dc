import { Port, ReleasedFile, Releaser, RuleSetRelease, type RuleSetReleaseProps } from '../../../lib';
import { declareWorkload, type Document, documents, named, podOf, waive } from '../../workload/declared';
import { customTier, DeclaredRelease } from './declared';

const CLAIMS = ['R1', 'R7', 'R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R15'];
const release = (declared: DeclaredRelease, props: Partial<RuleSetReleaseProps> = {}): RuleSetRelease => {
  const { path, pipelines, releaser } = declared;
  return new RuleSetRelease(pipelines, 'release', { releaser, tiers: [path.output, path.guardrail], ...props });
};
const rolesOf = (declared: DeclaredRelease): Document[] =>
  [declared.path.guardrail.workload.zone, declared.path.output.workload.zone, declared.pipelines].flatMap((zone) =>
    documents(zone).filter(({ kind }) => kind === 'Role'),
  );

describe('the release of a rule set', () => {
  it('lets the releaser patch the guards by name and create ConfigMaps beside them, and nothing else', () => {
    const declared = new DeclaredRelease();
    release(declared);
    const roles = rolesOf(declared).filter(({ metadata }) => metadata.namespace !== 'secure-llm-releases');
    expect(roles.map(({ metadata, rules }) => [metadata.namespace, rules])).toEqual(
      ['guardrail', 'output-processor'].map((name) => [
        name === 'guardrail' ? 'guardrail' : 'output',
        [
          { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [name], verbs: ['get', 'patch'] },
          { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get'] },
          { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
        ],
      ]),
    );
    const binding = named(declared.path.guardrail.workload.zone, 'RoleBinding', 'rule-set-releaser-of-guardrail');
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'rule-set-release', namespace: 'pipelines' }]);
  });

  it('lets the releaser propose and record, and only approvers approve', () => {
    const declared = new DeclaredRelease('rule-set-release', { approvers: ['group security', 'user ann'] });
    release(declared, { approvers: ['group security', 'user ann'] });
    const among = (name: string, kind: string): Document => named(declared.pipelines, kind, name);
    expect(among('rule-set-releaser', 'Role').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get'] },
    ]);
    expect(among('rule-set-approver', 'Role').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['approved-rule-sets'], verbs: ['patch', 'update'] },
    ]);
    expect(among('rule-set-approver', 'RoleBinding').subjects).toEqual([
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'security' },
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ann' },
    ]);
  });

  it('names to its steps what may be changed where, in rolling order, as the guards were written', () => {
    const declared = new DeclaredRelease();
    const { targets, canaryUrl } = release(declared);
    const [output, guardrail] = JSON.parse(targets) as Record<string, string>[];
    expect(canaryUrl).toBe('http://guardrail.guardrail.svc:8000');
    expect(output).toEqual({
      namespace: 'output',
      deployment: 'output-processor',
      volume: expect.stringMatching(/^config-/) as string,
      configMapPrefix: 'output-processor-rules',
      file: 'ruleset.json',
      annotation: 'secure-llm.dev/rules-sha256',
      numberAnnotation: 'secure-llm.dev/release',
      previousAnnotation: 'secure-llm.dev/previous-release',
    });
    expect(guardrail?.['deployment']).toBe('guardrail');
    const pod = podOf(declared.path.output.workload.zone, 'output-processor');
    const volume = (pod.spec.volumes as Document[]).find(({ name }) => name === output?.['volume']);
    expect(volume.configMap.name).toMatch(/^output-processor-rules-[0-9a-f]{16}$/);
    expect(volume.configMap.items).toEqual([{ key: 'ruleset.json', path: 'ruleset.json' }]);
    expect(pod.metadata.annotations['secure-llm.dev/release']).toBe('0');
  });

  it('opens the metrics of the guards and the guardrail to the releaser', () => {
    const declared = new DeclaredRelease();
    release(declared);
    expect(declared.runs.connections.outgoing.map(({ to, port }) => `${to} ${port}`)).toEqual([
      'workload guardrail/guardrail TCP/8000',
      'workload guardrail/guardrail TCP/9090',
      'workload output/output-processor TCP/9090',
    ]);
  });

  it('is proven: nobody else changes a guard, nothing is open beyond, nobody proposes and approves', () => {
    const declared = new DeclaredRelease();
    release(declared);
    expect(declared.findings(...CLAIMS)).toEqual([]);
  });

  it('refutes R10 when the releaser may approve, whatever the rules let', () => {
    const reason = 'nobody is on duty in this test';
    const declared = new DeclaredRelease('rule-set-release', { dangerouslyReleaseRuleSetsUnapproved: reason });
    release(declared, { dangerouslyWithoutApproval: reason });
    expect(declared.findings('R10').join('\n')).toContain(
      'user system:serviceaccount:pipelines:rule-set-release may patch configmaps in namespace secure-llm-releases',
    );
    const [role] = declared.pipelines.node
      .findAll()
      .filter(({ node }) => node.path.endsWith('Access/Releaser/RoleBinding'));
    waive(role ?? declared.pipelines, 'R10');
    expect(declared.findings('R10')).toEqual([]);
  });

  it('can be the task of another program, whose ServiceAccount is named', () => {
    const declared = new DeclaredRelease();
    const releaser = Releaser.serviceAccount({ namespace: 'elsewhere', name: 'rules' });
    release(declared, { releaser });
    expect(releaser.userName).toBe('system:serviceaccount:elsewhere:rules');
    expect(declared.path.guardrail.connections.incoming.map(({ from }) => from)).toContain(
      'pods {"secure-llm.dev/workload":"rules"} in elsewhere',
    );
  });

  it('is proven for the task of another program too, which sees the metrics of the guards and asks the guardrail', () => {
    const declared = new DeclaredRelease('something-else', {
      ruleSetReleaser: 'system:serviceaccount:elsewhere:rules',
    });
    release(declared, { releaser: Releaser.serviceAccount({ namespace: 'elsewhere', name: 'rules' }) });
    expect(declared.path.output.connections.incoming.map(({ from, port }) => `${from} ${port}`)).toContain(
      'pods {"secure-llm.dev/workload":"rules"} in elsewhere TCP/9090',
    );
    expect(declared.findings(...CLAIMS)).toEqual([]);
  });

  it('is an error where the rules name another releaser, because the cluster would refuse it', () => {
    const declared = new DeclaredRelease('somebody');
    release(declared);
    expect(declared.findings('R10').join('\n')).toContain(
      'user system:serviceaccount:pipelines:somebody may create configmaps and 1 more in namespace guardrail',
    );
  });

  it('is an error where an approver is none to the rules, because nobody could approve', () => {
    const declared = new DeclaredRelease();
    release(declared, { approvers: ['user ann'] });
    expect(declared.findings('R10').join('\n')).toContain('user ann may update configmaps and 1 more');
  });

  it.each<[string, (declared: DeclaredRelease) => Partial<RuleSetReleaseProps>, string]>([
    ['no tier', () => ({ tiers: [] }), 'the release has no tier'],
    [
      'a tier twice',
      ({ path }) => ({ tiers: [path.output, path.output] }),
      'tier output/output-processor is released twice',
    ],
    [
      'a tier among the pipelines',
      ({ pipelines }) => {
        const workload = declareWorkload(pipelines, 'guard');
        return { tiers: [{ rulesFile: new ReleasedFile(workload, 'ruleset.json', 'rules', 'rules') }] };
      },
      'tier pipelines/guard stands in the zone of its releaser',
    ],
    [
      'a tier that serves no metrics',
      ({ app }) => ({ tiers: [customTier(app, Port.tcp(8000, 'http'))] }),
      'tier custom/guard serves no port called "metrics"',
    ],
    ['no approver', () => ({ approvers: [] }), 'approvers is empty'],
    ['an approver without user or group', () => ({ approvers: ['ann'] }), 'approver "ann" is no subject'],
    [
      'the releaser as approver',
      ({ releaser }) => ({ approvers: [`user ${releaser.userName}`] }),
      'takes in the releaser system:serviceaccount:pipelines:rule-set-release, and nobody both proposes and approves',
    ],
    [
      'all of its namespace',
      () => ({ approvers: ['group system:serviceaccounts:pipelines'] }),
      'takes in the releaser',
    ],
  ])('is refused with %s', (_, props, message) => {
    const declared = new DeclaredRelease();
    expect(() => release(declared, props(declared))).toThrow(message);
  });
});
