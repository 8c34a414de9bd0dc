import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster';

/** Keeps a cluster until Ctrl-C: `npx tsx test/conformance/cluster/keep.ts`, then `CONFORMANCE_CLUSTER=<printed folder>` for tests. */
async function main(): Promise<void> {
  await using cluster = await Cluster.start();
  console.log(cluster.node.state);
  for (;;) await sleep(60_000);
}

void main();
