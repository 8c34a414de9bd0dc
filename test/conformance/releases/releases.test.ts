import { type Cluster } from '../cluster/cluster';
import { sharedCluster } from '../cluster/shared-cluster';
import { ReleaseStage } from './release-stage';
import { modelReleasesSuite } from './suites/model-releases';
import { refusalsSuite } from './suites/refusals';
import { ruleSetReleasesSuite } from './suites/rule-set-releases';

/** Releases as the steps of the pipelines make them, under the policies, on a stack that is in use. */
describe('releases on a real cluster', () => {
  let cluster: Cluster | undefined;
  let stage: ReleaseStage | undefined;

  const running = (): ReleaseStage => {
    if (stage === undefined) throw new Error('the stack was not deployed');
    return stage;
  };

  beforeAll(async () => {
    cluster = await sharedCluster();
    stage = await ReleaseStage.set(cluster);
  });

  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  describe('rule sets', () => ruleSetReleasesSuite(running));
  describe('refusals', () => refusalsSuite(running));
  describe('models', () => modelReleasesSuite(running));
});
