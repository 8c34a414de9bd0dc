import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { App, Duration } from 'cdk8s';
import { Releaser, RuleSet, RuleSetRelease, RuleSetReleasePipeline, TrustZone } from '../../../lib';
import { compileRule } from '../../../lib/request-path/rules/compile-rule';
import { type DeclaredPath, kubernetes, RULES } from '../../request-path/declared';
import { type RuleFile } from '../guard/rule-file';
import { LocalCluster } from './local-run/local-cluster';
import { argumentOf, type LocalRunResult, ran, runLocally } from './local-run/local-run';
import { localMounts, writePipeline } from './local-run/pipeline-file';
import { declaredPath, releaseDocuments } from './local-run/released-tiers';
import { StandInRollouts } from './local-run/stand-in-rollouts';
import { stepImages } from './local-run/step-images';
import { inOrder, LEARNING, learningFolders, REFUSED } from './rules/learning';
import { RuleInputs } from './rules/rule-inputs';

const ALREADY_COLLECTED = ['collect-flagged 0', 'read-rules 0', 'propose-rules 0'];

/** The shipped pipeline. */
function pipelineFor({ output, guardrail }: DeclaredPath): RuleSetReleasePipeline {
  const zone = new TrustZone(new App(), 'pipelines', { platform: kubernetes() });
  const releaser = Releaser.serviceAccount({ namespace: 'pipelines', name: 'rule-set-release' });
  const { targets } = new RuleSetRelease(zone, 'release', { releaser, tiers: [output, guardrail] });
  return new RuleSetReleasePipeline(zone, 'rule-set-release', {
    ...LEARNING,
    targets,
    canaryUrl: StandInRollouts.chatUrl,
    canaryModel: 'llama-3.1-8b-instruct',
    approvalTimeout: Duration.minutes(5),
    watch: Duration.seconds(0),
  });
}

/** A cluster that runs some rules, and a run of the pipeline against it; whoever approves says yes at once. */
class Release implements AsyncDisposable {
  private constructor(
    readonly path: DeclaredPath,
    readonly inputs: RuleInputs,
    readonly cluster: LocalCluster,
  ) {}

  static async of(rules: RuleSet): Promise<Release> {
    const path = declaredPath(rules);
    return new Release(path, await RuleInputs.make(), await LocalCluster.start(releaseDocuments(path)));
  }

  async run(): Promise<LocalRunResult> {
    const { folder, artifacts } = this.inputs;
    const yaml = pipelineFor(this.path).toYaml();
    const ended = new AbortController();
    const approval = this.cluster.approveCandidate('approved-rule-sets', 'ruleset.json', ended.signal);
    try {
      return await runLocally({
        pipeline: await writePipeline(yaml, folder),
        root: artifacts,
        arguments: {},
        images: this.cluster.inPods(await stepImages()),
        mounts: localMounts(yaml, learningFolders(this.inputs)),
        wrapper: this.cluster.wrapper,
      });
    } finally {
      ended.abort();
      await approval;
    }
  }

  /** What each tier's Deployment says, in rolling order. */
  tiers(): Promise<{ readonly sha256?: string; readonly release?: string; readonly rules?: string }[]> {
    const tiers = [this.path.output.workload, this.path.guardrail.workload];
    return Promise.all(
      tiers.map(async ({ zone, name }) => {
        const { annotations, configMap } = await this.cluster.released(zone.namespace, name, 'rules');
        return {
          sha256: annotations['secure-llm.dev/rules-sha256'],
          release: annotations['secure-llm.dev/release'],
          rules: configMap['ruleset.json'],
        };
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cluster[Symbol.asyncDispose]();
    await this.inputs[Symbol.asyncDispose]();
  }
}

describe('the release of a rule set, run by kfp with the shipped steps', () => {
  test('rules learned from several callers are tried, approved, published and rolled to both tiers', async () => {
    await using release = await Release.of(RuleSet.baseline());
    const result = await release.run();
    expect(inOrder(result)).toEqual([
      ...ALREADY_COLLECTED,
      ...['validate-rules 0', 'await-approval 0', 'publish-rules 0', 'roll 0', 'record-release 0'],
    ]);
    expect(result.error).toBeNull();

    const candidate = await readFile(argumentOf(result, 'propose-rules', '--candidate'), 'utf8');
    const sha256 = createHash('sha256').update(candidate).digest('hex');
    expect(await release.tiers()).toEqual([1, 2].map(() => ({ sha256, release: '1', rules: candidate })));
    expect(await release.cluster.record()).toMatchObject({ state: 'SUCCEEDED', subject: 'rule-set' });

    const report = JSON.parse(await readFile(argumentOf(result, 'validate-rules', '--report'), 'utf8'));
    console.log(
      `block rate ${report.block_rate} of ${report.attacks}, false positives ${report.false_positive_rate} of ${report.honest}, ` +
        `p99 ${report.p99_milliseconds.toFixed(1)} ms`,
    );
    expect(report).toMatchObject({ block_rate: 1, false_positive_rate: 0, candidate_sha256: sha256 });

    const learned = (JSON.parse(candidate) as RuleFile).input.patterns.filter(({ family }) => family === 'learned');
    expect(learned).toHaveLength(2);
    // what TypeScript demands of a rule, RE2 and the static analysis of backtracking included
    for (const rule of learned) expect(compileRule(rule)).toEqual({ pattern: rule.pattern, canary: rule.canary });
    expect(learned.map(({ canary }) => canary).join()).not.toContain('blue lamp');
  });

  test.each([REFUSED.weak, REFUSED.broad])(
    'the gate refuses a candidate that $what: nothing is shown to approvers, nothing changes',
    async (row) => {
      await using release = await Release.of(row.rules);
      const before = await release.tiers();
      const result = await release.run();
      expect(inOrder(result)).toEqual([...ALREADY_COLLECTED, 'validate-rules 3', 'record-release 0']);
      expect(result.steps.at(-2)?.output).toMatch(row.told);
      expect(result.error).toContain('validate-rules');
      expect(await release.tiers()).toEqual(before);
      expect(await release.cluster.record()).toMatchObject({ state: 'FAILED', outcome: 'unknown' });
    },
  );

  test('a step that breaks is tried again with a longer wait each time, and the end is recorded all the same', async () => {
    await using release = await Release.of(RULES);
    await rm(release.inputs.store, { recursive: true });
    const result = await release.run();
    const collected = result.steps.filter(({ command }) => command === 'collect-flagged');
    expect(collected.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(result.waits).toEqual([30, 60]);
    expect(ran(result).at(-1)).toBe('record-release 0');
    expect(ran(result).join()).not.toMatch(/propose|validate|approval|publish|roll /);
    expect(await release.cluster.record()).toMatchObject({ state: 'FAILED' });
  });
});
