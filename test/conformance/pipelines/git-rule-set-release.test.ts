import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import {
  GitRepository,
  GitRuleSetReleasePipeline,
  Peer,
  RuleSet,
  RuleSetRelease,
  SecretRef,
  TrustZone,
} from '../../../lib';
import { kubernetes } from '../../request-path/declared';
import { declareWorkload } from '../../workload/declared';
import { GitHost, type GitCredentials } from './local-run/git-host';
import { argumentOf, type LocalRunResult, ran, runLocally } from './local-run/local-run';
import { localMounts, writePipeline } from './local-run/pipeline-file';
import { declaredPath, releaseDocuments } from './local-run/released-tiers';
import { stepImages } from './local-run/step-images';
import { inOrder, LEARNING, learningFolders, REFUSED } from './rules/learning';
import { RuleInputs } from './rules/rule-inputs';

const RULES_FILE = 'rules/ruleset.json';
const RECORD_FILE = 'rules/ruleset.release.json';
const ALREADY_COLLECTED = ['collect-flagged 0', 'read-merged-rules 0', 'propose-rules 0'];

/** The shipped pipeline. */
function pipelineFor(host: GitHost): GitRuleSetReleasePipeline {
  const zone = new TrustZone(new App(), 'pipelines', { platform: kubernetes() });
  const repository = GitRepository.ssh({
    url: host.url,
    host: Peer.cidr('192.0.2.10/32', { reachedByName: true }),
    deployKey: SecretRef.key('git', 'deploy-key'),
    knownHosts: SecretRef.key('git', 'known-hosts'),
  });
  const release = RuleSetRelease.viaGit(declareWorkload(zone, 'runs'), repository);
  return new GitRuleSetReleasePipeline(zone, 'rule-set-release', { ...LEARNING, release });
}

/** A Git host that holds some rules, and runs of the pipeline that propose others to it. */
class Proposals implements AsyncDisposable {
  private constructor(
    readonly host: GitHost,
    readonly inputs: RuleInputs,
  ) {}

  static async to(rules: RuleSet): Promise<Proposals> {
    const files = { 'README.md': 'what the cluster is made of\n', [RULES_FILE]: rules.toCanonicalJson() };
    const host = await GitHost.start(files);
    try {
      return new Proposals(host, await RuleInputs.make());
    } catch (error) {
      await host[Symbol.asyncDispose]();
      throw error;
    }
  }

  async run(credentials: keyof GitCredentials = 'right'): Promise<LocalRunResult> {
    const { folder, artifacts } = this.inputs;
    const yaml = pipelineFor(this.host).toYaml();
    const { claims, secrets } = learningFolders(this.inputs);
    return runLocally({
      pipeline: await writePipeline(yaml, folder),
      root: artifacts,
      arguments: {},
      images: await stepImages(),
      mounts: localMounts(yaml, { claims, secrets: { ...secrets, git: this.host.credentials[credentials] } }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]();
    await this.inputs[Symbol.asyncDispose]();
  }
}

/** The line of the audit trail that tells an event. @throws when the step did not write it */
function audited(result: LocalRunResult, command: string, event: string): Record<string, unknown> {
  const output = result.steps.filter((step) => step.command === command).at(-1)?.output ?? '';
  const lines = output.split('\n').filter((line) => line.includes(`"event": "${event}"`));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('rules that passed their gate, proposed by kfp with the shipped steps to a Git host over SSH', () => {
  let proposals: Proposals;
  let before: string;
  let first: LocalRunResult;
  let candidate: string;
  let branch: string;
  beforeAll(async () => {
    proposals = await Proposals.to(RuleSet.baseline());
    before = await proposals.host.commit('main');
    first = await proposals.run();
    expect(first.error).toBeNull();
    candidate = await readFile(argumentOf(first, 'propose-rules', '--candidate'), 'utf8');
    branch = `rule-sets/1-${sha256(candidate).slice(0, 10)}`;
  });
  afterAll(() => proposals?.[Symbol.asyncDispose]());

  test('missed prompts become rules on one new branch with a record beside them, and the base branch stays as it is', async () => {
    const { host } = proposals;
    expect(inOrder(first)).toEqual([
      ...ALREADY_COLLECTED,
      ...['validate-rules 0', 'open-change 0', 'record-release 0'],
    ]);

    expect(await host.sessions()).toBeGreaterThan(1);
    expect(await host.branches()).toEqual(['main', branch]);
    expect(await host.commit('main')).toBe(before);
    expect(await host.added(branch)).toEqual({ parents: [before], paths: [RULES_FILE, RECORD_FILE] });
    expect(await host.file(branch, RULES_FILE)).toBe(candidate);
    const report = await readFile(argumentOf(first, 'validate-rules', '--report'), 'utf8');
    const record = { number: 1, sha256: sha256(candidate), reportSha256: sha256(report) };
    expect(JSON.parse(await host.file(branch, RECORD_FILE))).toEqual(record);
    expect(await host.message(branch)).toMatch(/^\+ input learned-\d+ /m);

    const change = { branch, commit: await host.commit(branch), baseCommit: before, ...record };
    expect(audited(first, 'open-change', 'change-opened')).toMatchObject(change);
    expect(JSON.parse(await readFile(argumentOf(first, 'open-change', '--change'), 'utf8'))).toEqual(change);
    expect(audited(first, 'record-release', 'release-ended')).toMatchObject({ state: 'SUCCEEDED' });
  });

  test('a second run finds the branch of the first, and makes no other', async () => {
    const { host } = proposals;
    const opened = await host.commit(branch);
    const second = await proposals.run();
    expect(ran(second)).toContain('open-change 0');
    expect(await host.branches()).toEqual(['main', branch]);
    expect(await host.commit(branch)).toBe(opened);
    expect(audited(second, 'open-change', 'change-opened')).toMatchObject({ branch, commit: opened });
  });

  test('once somebody has merged the branch, a program that reads the file deploys these very rules to both tiers', async () => {
    const { host, inputs } = proposals;
    await host.merge(branch);
    const file = join(inputs.folder, RULES_FILE);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await host.file('main', RULES_FILE));
    await writeFile(join(inputs.folder, RECORD_FILE), await host.file('main', RECORD_FILE));
    const documents = releaseDocuments(declaredPath(RuleSet.fromFile(file)));
    const deployed = documents.flatMap((document) => {
      const data = (document['data'] ?? {}) as Readonly<Record<string, string>>;
      return data['ruleset.json'] ?? [];
    });
    expect(deployed).toEqual([candidate, candidate]);
  });
});

test(`the gate refuses a candidate that ${REFUSED.weak.what}: nothing is proposed`, async () => {
  await using proposals = await Proposals.to(REFUSED.weak.rules);
  const result = await proposals.run();
  expect(inOrder(result)).toEqual([...ALREADY_COLLECTED, 'validate-rules 3', 'record-release 0']);
  expect(result.steps.at(-2)?.output).toMatch(REFUSED.weak.told);
  expect(await proposals.host.branches()).toEqual(['main']);
  expect(audited(result, 'record-release', 'release-ended')).toMatchObject({ state: 'FAILED' });
});

test.each([
  { what: 'a host with another key is not talked to', use: 'otherHost', told: 'Host key verification failed' },
  { what: 'a deploy key that the host does not know opens nothing', use: 'unknownKey', told: 'Permission denied' },
] as const)('$what: the run ends before anything is read', async ({ use, told }) => {
  await using proposals = await Proposals.to(RuleSet.baseline());
  const result = await proposals.run(use);
  const reads = result.steps.filter(({ command }) => command === 'read-merged-rules');
  expect(reads.map(({ code }) => code)).toEqual([2, 2, 2]);
  for (const { output } of reads) expect(output).toContain(told);
  expect(ran(result).join()).not.toMatch(/propose|validate|open-change/);
  expect(await proposals.host.sessions()).toBe(0);
  expect(await proposals.host.branches()).toEqual(['main']);
});
