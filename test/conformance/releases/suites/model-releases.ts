import { ask } from '../../stack/chat-request';
import { breakFirstPool, mendFirstPool } from '../broken-pool';
import { described, failures, underLoad } from '../load';
import { ModelReleaseRun } from '../model-release-run';
import { type ReleaseStage } from '../release-stage';
import { EXIT } from '../step-pod';

const HONEST = 'A question while models change';

/** What the steps of a model release do to a stack that is in use. Each test goes on where the one before ended. */
export function modelReleasesSuite(running: () => ReleaseStage): void {
  let stage: ReleaseStage;
  let models: ModelReleaseRun;
  let isBroken = false;

  beforeAll(async () => {
    stage = running();
    models = await ModelReleaseRun.deploy(stage);
  });

  afterAll(async () => {
    if (isBroken) await mendFirstPool(stage.stack);
  });

  test('a verified model on a second pool takes over without one failed request, and the rules stay', async () => {
    const rules = await stage.releases();
    const published = await models.published(stage.program.models.next);
    const { result, answers } = await underLoad(stage.stack, HONEST, () => models.roll(published));
    console.log(described('a model release', answers));
    expect({ code: result.code, said: result.stderr }).toEqual({ code: EXIT.success, said: '' });
    expect(answers.length).toBeGreaterThan(50);
    expect(failures(answers)).toEqual([]);
    expect(await models.running()).toEqual({ number: published.number, sha256: published.sha256 });
    expect(await stage.releases()).toEqual(rules);
  });

  test('nobody notices when the first pool fails afterwards', async () => {
    isBroken = true;
    const { answers } = await underLoad(stage.stack, HONEST, () => breakFirstPool(stage.stack));
    console.log(described('a first pool that fails', answers));
    expect(answers.length).toBeGreaterThan(50);
    expect(failures(answers)).toEqual([]);
  });

  test('a release to a pool that fails every request is taken back', async () => {
    const before = await models.running();
    const published = await models.published(stage.program.models.first);
    const { code, stderr } = await models.roll(published);
    console.log(stderr);
    expect({ code, stderr }).toEqual({
      code: EXIT.rolledBack,
      stderr: expect.stringContaining('was not answered: status 502') as string,
    });
    expect(await models.running()).toEqual(before);
    const later = Array.from({ length: 20 }, () => ask(stage.stack.model, HONEST));
    expect(failures(await stage.stack.client().send(later, 4))).toEqual([]);
  });
}
