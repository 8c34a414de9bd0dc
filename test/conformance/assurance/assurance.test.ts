import { CLAIMS } from '../../../lib/assurance/claims';
import { type Cluster } from '../cluster/cluster';
import { sharedCluster } from '../cluster/shared-cluster';
import { applyParameters, enforcePolicies } from './policies-in-force';
import { Stage } from './stage';
import { claimsSuite } from './suites/claims';
import { commandLineSuite } from './suites/command-line';
import { counterexamplesSuite } from './suites/counterexamples';
import { exposuresSuite } from './suites/exposures';
import { legitimateActorsSuite } from './suites/legitimate-actors';
import { randomClustersSuite } from './suites/random-clusters';
import { spoofsAreDeniedSuite, spoofsSucceedSuite } from './suites/spoofs';
import { unboundRuleSuite } from './suites/unbound-rule';

/**
 * What the policies deny and the claims prove, on a running cluster: first without the policies, where everything that they
 * and the proofs are about must go wrong, then with them. One cluster for all, started and filled once.
 */
describe('policies and claims on a real cluster', () => {
  let cluster: Cluster | undefined;
  let stage: Stage | undefined;

  const running = (): Stage => {
    if (stage === undefined) throw new Error('the stack was not deployed');
    return stage;
  };

  beforeAll(async () => {
    cluster = await sharedCluster();
    stage = await Stage.set(cluster);
  });

  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  describe('random clusters', () => randomClustersSuite(() => running().stack.cluster));

  describe('without the policies', () => {
    beforeAll(() => applyParameters(running()));

    describe('counterexamples', () => counterexamplesSuite(running));
    describe('exposures', () => exposuresSuite(running));
    describe('claims', () => claimsSuite(running));
    describe('spoofs', () => spoofsSucceedSuite(running));
  });

  describe('with the policies', () => {
    beforeAll(() => enforcePolicies(running()));

    describe('spoofs', () => spoofsAreDeniedSuite(running));
    describe('a rule that is not bound', () => unboundRuleSuite(running));
    describe('legitimate actors', () => legitimateActorsSuite(running));
    describe('command line', () => commandLineSuite(running));
  });

  test('every claim has a test that shows on the cluster what it forbids', () => {
    const { shown } = running();
    const ids = CLAIMS.map(({ id }) => id);
    console.log(`claims, and what a refutation lets happen\n${shown.table(ids)}`);
    expect(ids.filter((id) => !shown.has(id))).toEqual([]);
  });
});
