import { ask, isBlocked } from '../../stack/chat-request';
import { withPattern, writtenRules } from '../../stack/rule-release';
import { fileArguments } from '../../stack/stack';
import { zoneFiles } from '../../stack/written-documents';
import { described, failures, underLoad } from '../load';
import { ReleaseRun, type RollOptions } from '../release-run';
import { type ReleaseStage, type RunningRelease } from '../release-stage';
import { EXIT, type StepResult } from '../step-pod';

const HONEST = 'A question while rules change';

/** What the steps of a rule-set release do to a stack that is in use. */
export function ruleSetReleasesSuite(running: () => ReleaseStage): void {
  let stage: ReleaseStage;

  beforeAll(() => {
    stage = running();
  });

  const candidate = (family: string, pattern: string, canary: string): string =>
    withPattern(writtenRules(stage.stack, stage.stack.guardrail), {
      id: `${family}-1`,
      family,
      pattern,
      canary,
    });

  const named = (result: StepResult): readonly unknown[] => result.events.map(({ event }) => event);

  async function published(ruleset: string): Promise<{ readonly run: ReleaseRun; readonly number: number }> {
    const run = await ReleaseRun.of(stage, ruleset);
    const number = await run.approved();
    const { code, stderr } = await run.publish();
    if (code !== EXIT.success) throw new Error(`nothing was published: ${stderr}`);
    return { run, number };
  }

  /** Rolls while callers ask; the tiers and their pods end as they were. */
  async function expectWayBack(what: string, ruleset: string, options?: RollOptions): Promise<string> {
    const before = await stage.releases();
    const { run } = await published(ruleset);
    const { result, answers } = await underLoad(stage.stack, HONEST, () => run.roll(options));
    const report = await run.report();
    console.log(`${described(what, answers)}\n${report.reason ?? ''}`);
    expect({ code: result.code, outcome: report.outcome }).toEqual({
      code: EXIT.rolledBack,
      outcome: 'rolled-back',
    });
    expect(failures(answers)).toEqual([]);
    await expectRunning(before);
    return report.reason ?? '';
  }

  async function expectRunning(releases: readonly RunningRelease[]): Promise<void> {
    expect(await stage.releases()).toEqual(releases);
    for (const [index, tier] of stage.tiers.entries())
      expect(await stage.digests(tier)).toEqual(Array.from({ length: tier.replicas }, () => releases[index]?.sha256));
  }

  test('an approved rule set rolls out in both tiers, as the ServiceAccount of the pipeline, without one failed request', async () => {
    const run = await ReleaseRun.of(stage, candidate('first', 'purple\\s+elephant', 'purple elephant'));
    const number = await stage.nextNumber();
    const waiting = run.awaitApproval(120);
    await stage.approve(`${number} ${run.sha256}`);
    const approved = await waiting;
    expect({ code: approved.code, events: named(approved).at(-1) }).toEqual({
      code: 0,
      events: 'release-approved',
    });
    expect((await run.publish()).code).toBe(EXIT.success);

    const { result, answers } = await underLoad(stage.stack, HONEST, () => run.roll());
    console.log(`${described('a rule-set release', answers)}\n${JSON.stringify(await run.report(), null, 1)}`);
    expect({ code: result.code, said: result.stderr }).toEqual({
      code: EXIT.success,
      said: '',
    });
    expect(answers.length).toBeGreaterThan(50);
    expect(failures(answers)).toEqual([]);
    for (const [index, tier] of stage.tiers.entries()) {
      expect((await stage.releases())[index]).toMatchObject({
        number: String(number),
        sha256: run.sha256,
      });
      expect(await stage.digests(tier)).toEqual(Array.from({ length: tier.replicas }, () => run.sha256));
    }
    const [answer] = await stage.stack.client().send([ask(stage.stack.model, 'Tell me about the purple elephant')]);
    expect(answer !== undefined && isBlocked(answer)).toBe(true);
  });

  test('manifests of before conflict with a release, and do not take it back unnoticed', async () => {
    // as the administrator, who applied them, and whom no rule refuses
    const apply = ['apply', '--server-side', '--dry-run=server', ...fileArguments(zoneFiles())];
    const { code, stderr } = await stage.stack.cluster.kubectl.attempt(apply);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/conflicts? with "secure-llm-releaser-ruleset"/);
    expect(stderr).toContain('secure-llm.dev/rules-sha256');
  });

  test('rules that crash the guard are taken back', async () => {
    const reason = await expectWayBack(
      'rules that crash the guard',
      candidate('crash', 'green\\s+mouse', 'a grey cat'),
    );
    expect(reason).toContain('CrashLoopBackOff');
  });

  test('rules that block an honest prompt are taken back', async () => {
    const reason = await expectWayBack('rules that block honest prompts', candidate('honest', 'bicycle', 'bicycle'));
    expect(reason).toContain('a rule blocked it');
  });

  test('rules that judge more slowly than allowed are taken back', async () => {
    const ruleset = candidate('slow', 'yellow\\s+snail', 'yellow snail');
    const reason = await expectWayBack('rules that are too slow', ruleset, {
      maxP99Milliseconds: 0.01,
    });
    expect(reason).toContain('99 % of judgements');
  });

  test('a jump of the block rate pauses the release, and a person may let it go on', async () => {
    const before = await stage.releases();
    const { run, number } = await published(candidate('attacked', 'orange\\s+whale', 'orange whale'));
    const attack = await underLoad(stage.stack, 'What does an orange whale eat?', () => run.roll());
    console.log(described('a block rate that jumps', attack.answers), (await run.report()).reason);
    expect(attack.result.code).toBe(EXIT.paused);
    expect(named(attack.result)).toContain('release-paused');
    expect(failures(attack.answers)).toEqual([]);
    // the first tier stays on the release, the second was not touched
    expect(await stage.releases()).toEqual([
      expect.objectContaining({ number: String(number), sha256: run.sha256 }),
      before[1],
    ]);

    const { result, answers } = await underLoad(stage.stack, HONEST, () => run.roll());
    console.log(described('the same release, let go on', answers));
    expect({ code: result.code, said: result.stderr }).toEqual({
      code: EXIT.success,
      said: '',
    });
    expect(failures(answers)).toEqual([]);
    expect((await stage.releases()).map(({ sha256 }) => sha256)).toEqual([run.sha256, run.sha256]);
  });

  test('how a release ended is kept where the releaser cannot change it', async () => {
    const run = await ReleaseRun.of(stage, candidate('recorded', 'red\\s+herring', 'red herring'));
    const { code, events } = await run.record('FAILED');
    expect(code).toBe(EXIT.success);
    expect(events.at(-1)).toMatchObject({
      event: 'release-ended',
      state: 'FAILED',
      outcome: 'unknown',
    });
    const records = await stage.records();
    expect(records.map(({ state }) => state)).toContain('FAILED');
  });
}
