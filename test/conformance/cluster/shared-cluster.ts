import { Cluster } from './cluster';

/**
 * The cluster of one test file. `CONFORMANCE_CLUSTER=<folder that keep.ts printed>` takes one that runs already, which saves
 * its start while a test is being written; it is not ended then.
 */
export function sharedCluster(): Promise<Cluster> {
  const running = process.env['CONFORMANCE_CLUSTER'];
  return running === undefined || running === '' ? Cluster.start() : Cluster.attach(running);
}
