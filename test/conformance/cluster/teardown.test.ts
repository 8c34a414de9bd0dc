import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { installDebianPackages } from '../tools/debian-programs';
import { Cluster } from './cluster';
import { differences, type MachineState, machineState, stateWithoutMaps } from './machine-state';
import { Node } from './node';

/** The kernel lets go of BPF programs and cgroups a moment after their last user is gone, and of the maps of programs after these. */
async function leftovers(before: MachineState): Promise<string[]> {
  const found = await remaining(before, stateWithoutMaps, 20);
  if (found.length > 0) return found;
  await sleep(3000);
  return remaining(before, machineState, 3);
}

async function remaining(before: MachineState, look: () => Promise<MachineState>, tries: number): Promise<string[]> {
  let found = differences(before, await look());
  for (let tried = 1; found.length > 0 && tried < tries; tried++) {
    await sleep(1000);
    found = differences(before, await look());
  }
  return found;
}

/** A process of its own that starts a cluster and prints the node's folder once everything runs. */
async function startElsewhere(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'keep.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CONFORMANCE_CLUSTER: '' },
  });
  if (child.stdout === null) throw new Error('started without a pipe');
  await once(createInterface(child.stdout), 'line');
  return child;
}

describe('after a cluster', () => {
  let before: MachineState;

  beforeAll(async () => {
    await installDebianPackages(['bpftool', 'nftables', 'iptables', 'ipset', 'procps']);
    // the first use of some programs makes the kernel set things up that then stay, such as an empty iptables table
    await machineState();
    before = await machineState();
  });

  test('the machine would show what a cluster makes', async () => {
    await using cluster = await Cluster.start();
    expect(cluster.node.pid).toMatch(/^\d+$/);
    const found = differences(before, await stateWithoutMaps());
    for (const what of ['processes', 'cgroups', 'bpfPrograms', 'folders']) {
      expect(found.some((entry) => entry.startsWith(`${what}: left behind`))).toBe(true);
    }
  });

  test('nothing is left when it was ended', async () => {
    expect(await leftovers(before)).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('nothing is left when its owner got %s', async (signal) => {
    const owner = await startElsewhere();
    owner.kill(signal);
    await once(owner, 'close');
    expect(await leftovers(before)).toEqual([]);
  });

  test('nothing is left when its start failed', async () => {
    // a group that no CSV reader accepts: the API server does not come up
    const personas = [{ name: 'broken', groups: ['"'] }];
    await expect(Cluster.start({ personas, readySeconds: 10 })).rejects.toThrow(
      /API server becomes ready[\s\S]*kube-apiserver/,
    );
    expect(await leftovers(before)).toEqual([]);
  });

  test('nothing is left of a node whose first process was killed', async () => {
    const node = await Node.start();
    process.kill(Number(node.pid), 'SIGKILL');
    await node[Symbol.asyncDispose]();
    expect(await leftovers(before)).toEqual([]);
  });
});
