import {
  GitRepository,
  type GitRepositoryProps,
  GitRuleSetReleasePipeline,
  Peer,
  RuleSetRelease,
  SecretRef,
} from '../../../lib';
import { Severity } from '../../../lib/assurance';
import { JudgedProgram } from '../../../lib/workload';
import { type Document, documents, named } from '../../workload/declared';
import { Installed } from '../kubeflow/installed';
import { DeclaredRelease } from './declared';

/** Not R4: it cannot be decided without the addresses of the API server, which this platform does not state. */
const CLAIMS = ['R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R15'];
const repository = (props: Partial<GitRepositoryProps> = {}): GitRepository =>
  GitRepository.ssh({
    url: 'git@git.example:team/deploy.git',
    host: Peer.cidr('192.0.2.10/32', { reachedByName: true }),
    deployKey: SecretRef.key('git', 'deploy-key'),
    knownHosts: SecretRef.key('git', 'known-hosts'),
    ...props,
  });
const guards = ({ path }: DeclaredRelease): Document[] =>
  [path.guardrail, path.output].flatMap(({ workload }) => documents(workload.zone));

describe('the release of a rule set by Git', () => {
  it('opens the way to the host of the repository, and to nobody else', () => {
    const declared = new DeclaredRelease();
    RuleSetRelease.viaGit(declared.runs, repository());
    expect(declared.runs.connections.outgoing.map(({ to, port }) => `${to} ${port}`)).toEqual([
      'range 192.0.2.10/32 TCP/22',
    ]);
    const { egress } = named(declared.pipelines, 'NetworkPolicy', 'rule-set-release-egress').spec;
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '192.0.2.10/32' } }],
      ports: [{ port: 22, protocol: 'TCP' }],
    });
  });

  it('changes nothing of the guards, and gives nobody a right', () => {
    const without = new DeclaredRelease();
    const declared = new DeclaredRelease();
    RuleSetRelease.viaGit(declared.runs, repository());
    expect(guards(declared)).toEqual(guards(without));
    const all = [...guards(declared), ...documents(declared.pipelines)];
    expect(all.filter(({ kind }) => kind === 'Role' || kind === 'RoleBinding')).toEqual([]);
  });

  it('leaves every claim proven', () => {
    const declared = new DeclaredRelease();
    RuleSetRelease.viaGit(declared.runs, repository());
    expect(declared.findings(...CLAIMS)).toEqual([]);
  });

  it('is one more way out for runs of Kubeflow Pipelines, to which no rule and no claim objects', () => {
    const sealingKey = SecretRef.key('sealing-key', 'private.pem');
    const mounted = { secrets: [sealingKey, ...repository().secrets], claims: ['flagged', 'suites'] };
    const { app, kubeflow, zone } = new Installed({}, {}, mounted);
    const learner = kubeflow.runIdentities.find(({ serviceAccountName }) => serviceAccountName === 'rule-set-release')!;
    const before = learner.connections.outgoing.length;
    const release = RuleSetRelease.viaGit(learner, repository());
    new GitRuleSetReleasePipeline(zone, 'rule-set-release', {
      release,
      flaggedClaim: 'flagged',
      sealingKey,
      suitesClaim: 'suites',
    });
    expect(learner.connections.outgoing).toHaveLength(before + 1);
    expect(kubeflow.node.validate()).toEqual([]);
    const found = JudgedProgram.of(app).findings.filter(({ severity }) => severity === Severity.ERROR);
    expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it.each([
    ['git@git.example:team/deploy.git', 22],
    ['ssh://git@git.example/team/deploy.git', 22],
    ['ssh://git@git.example:2222/team/deploy.git', 2222],
    ['ssh://git@[fd12::1]:2222/team/deploy.git', 2222],
  ])('knows the port of %s', (url, port) => {
    expect(repository({ url }).port.number).toBe(port);
  });

  it('takes main and rules/ruleset.json where nothing else is said, and names the Secrets that runs mount', () => {
    const { baseBranch, rulesPath, secrets } = repository();
    expect([baseBranch, rulesPath]).toEqual(['main', 'rules/ruleset.json']);
    expect(secrets.map(String)).toEqual(['git/deploy-key', 'git/known-hosts']);
  });

  it.each<[string, Partial<GitRepositoryProps>, string]>([
    ['another way than SSH', { url: 'https://git.example/team/deploy.git' }, 'is not reached by SSH'],
    ['a folder', { url: '/srv/deploy.git' }, 'is not reached by SSH'],
    ['a program', { url: 'ext::sh -c true' }, 'is not reached by SSH'],
    ['an option for ssh', { url: 'git@-oProxyCommand=x:a' }, 'is not reached by SSH'],
    ['a way up', { url: 'git@git.example:team/../other.git' }, 'is not reached by SSH'],
    ['a port that is none', { url: 'ssh://git@git.example:99999/a' }, '99999'],
    ['an option as branch', { baseBranch: '--all' }, 'base branch "--all" is none'],
    ['a branch of the releases', { baseBranch: 'rule-sets/1-abc' }, 'base branch "rule-sets/1-abc" is none'],
    ['a name that git refuses', { baseBranch: 'a.lock/b' }, 'base branch "a.lock/b" is none'],
    ['a range of commits', { baseBranch: 'a..b' }, 'base branch "a..b" is none'],
    ['a path that leads out', { rulesPath: '../rules.json' }, 'rules path "../rules.json" is none'],
    ['a path that is no JSON', { rulesPath: 'rules' }, 'rules path "rules" is none'],
    ['the record for the rules', { rulesPath: 'rules.release.json' }, 'rules path "rules.release.json" is none'],
  ])('is refused with %s', (_, props, message) => {
    expect(() => repository(props)).toThrow(message);
  });

  it('takes no key for the reference to one, and does not repeat it', () => {
    const deployKey = 'correct horse battery staple' as unknown as SecretRef;
    expect(() => repository({ deployKey })).toThrow(/^(?!.*horse).*deployKey/);
  });

  it('keeps a password that somebody wrote into the address out of the message', () => {
    expect(() => repository({ url: 'ssh://git:hunter2@git.example/a' })).toThrow(
      /^(?!.*hunter2).*is not reached by SSH/,
    );
  });
});
