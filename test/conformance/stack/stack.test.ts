import { type Cluster } from '../cluster/cluster';
import { sharedCluster } from '../cluster/shared-cluster';
import { assumedBreachSuite } from './suites/assumed-breach';
import { integritySuite } from './suites/integrity';
import { loadSuite } from './suites/load';
import { operationsSuite } from './suites/operations';
import { packetsSuite } from './suites/packets';
import { requestPathSuite } from './suites/request-path';
import { runningPodsSuite } from './suites/running-pods';
import { Stack } from './stack';

/** One cluster for every suite: it is started and filled once. Run one suite with `-t 'request path'`. */
describe('the quickstart on a real cluster', () => {
  let cluster: Cluster | undefined;
  let stack: Stack | undefined;

  function running(): Stack {
    if (stack === undefined) throw new Error('the stack was not deployed');
    return stack;
  }

  beforeAll(async () => {
    cluster = await sharedCluster();
    const deployed = await cluster.kubectl.attempt(['get', 'namespace', 'shop']);
    stack = deployed.code === 0 ? await Stack.attach(cluster) : await Stack.deploy(cluster);
  });

  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
  });

  describe('request path', () => requestPathSuite(running));
  describe('running pods', () => runningPodsSuite(running));
  describe('packets', () => packetsSuite(running));
  describe('assumed breach', () => assumedBreachSuite(running));
  describe('integrity', () => integritySuite(running));
  describe('operations', () => operationsSuite(running));
  describe('load', () => loadSuite(running));
});
