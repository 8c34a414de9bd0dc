import { type Cluster } from '../cluster/cluster';
import { baseImage } from '../cluster/images/base-image';
import { sharedCluster } from '../cluster/shared-cluster';
import { preconditionsSuite } from './suites/preconditions';
import { secretsSuite } from './suites/secrets';

/**
 * What a program needs of a cluster besides Kubernetes: first none of it is there, then one after the other, and then the
 * operator that brings secrets does its work. One cluster for all.
 */
describe('what else a cluster has to have', () => {
  let cluster: Cluster | undefined;

  const running = (): Cluster => {
    if (cluster === undefined) throw new Error('the cluster did not start');
    return cluster;
  };

  beforeAll(async () => {
    cluster = await sharedCluster();
    await cluster.load(await baseImage());
  });

  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  describe('secure-llm doctor', () => preconditionsSuite(running));
  describe('secrets that the External Secrets Operator brings', () => secretsSuite(running));
});
