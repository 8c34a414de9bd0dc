import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Cluster } from '../cluster/cluster';

const LISTENER = readFileSync(join(__dirname, '../cluster/probes/listener.py'), 'utf8');

/**
 * Lets the world outside the node, its metadata address included, answer on ports, TCP and UDP.
 *
 * @returns ends it
 */
export async function listenOutside(cluster: Cluster, ports: readonly number[]): Promise<() => void> {
  const program = ['netns', 'exec', 'outside', 'python3', '-c', LISTENER, '--until-eof', ...ports.map(String)];
  const child = cluster.node.spawn('ip', program);
  if (child.stdout === null) throw new Error('started without a pipe');
  await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`the outside listener ended with ${String(code)}`))),
  ]);
  return () => child.stdin?.end();
}
