import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../tools/command';
import { cacheFolder } from '../tools/tool-cache';

/** Kernel settings that change by themselves: counters, random numbers, states. */
const LIVELY =
  /^(fs\.(dentry-state|inode-nr|inode-state|file-nr|aio-nr|nr_open|quota)|kernel\.(random|ns_last_pid|pty\.nr|seccomp|sched)|net\.netfilter\.nf_conntrack_count|net\.nf_conntrack)/;

/** Folders that cluster programs use by default. */
const FOLDERS = [
  '/etc/cni',
  '/opt/cni',
  '/run/cilium',
  '/run/containerd',
  '/run/netns',
  '/run/runc',
  '/sys/fs/bpf',
  '/var/lib/cni',
  '/var/lib/containerd',
  '/var/lib/kubelet',
  '/var/log/containers',
  '/var/log/pods',
  '/var/run/cilium',
];

/** Everything of a machine that a cluster could leave traces in; what → its sorted entries. */
export type MachineState = Readonly<Record<string, readonly string[]>>;

/** Looks at the machine. Whoever may have a cluster that still ends looks without maps first: see `stateWithoutMaps`. */
export async function machineState(): Promise<MachineState> {
  return {
    ...(await stateWithoutMaps()),
    bpfMaps: await printed('bpftool', ['map', 'list'], (line) => /^\d+: \S+/.exec(line)?.[0] ?? ''),
  };
}

/**
 * Looks at everything but BPF maps. bpftool opens every map that it lists, and a tail-call map that is opened while the kernel is clearing
 * it is counted once too often and stays.
 */
export async function stateWithoutMaps(): Promise<MachineState> {
  return {
    processes: await processesElsewhere(),
    mounts: lines((await readFile('/proc/self/mountinfo', 'utf8')).replace(/^\d+ \d+ /gm, '')),
    links: await printed('ip', ['-oneline', 'link'], (line) => line.split(':')[1]?.trim() ?? ''),
    addresses: await printed('ip', ['-oneline', 'address'], (line) => line.replace(/valid_lft.*/, '')),
    routes: await printed('ip', ['route', 'show', 'table', 'all']),
    networkNamespaces: await printed('ip', ['netns', 'list']),
    nftables: await printed('nft', ['list', 'ruleset']),
    iptables: await printed('iptables-save', [], (line) => (line.startsWith('#') ? '' : line)),
    ipsets: await printed('ipset', ['list', '-name']),
    bpfPrograms: await printed('bpftool', ['prog', 'list'], (line) => /^\d+: \S+/.exec(line)?.[0] ?? ''),
    bpfLinks: await printed('bpftool', ['link', 'list'], (line) => /^\d+: \S+/.exec(line)?.[0] ?? ''),
    cgroups: await printed('find', ['/sys/fs/cgroup', '-maxdepth', '2', '-type', 'd']),
    settings: await printed('sysctl', ['-a'], (line) => (LIVELY.test(line) ? '' : line)),
    folders: (await Promise.all([...FOLDERS, join(cacheFolder(), 'clusters')].map(entries))).flat().sort(),
  };
}

/** What may come to an end by itself, whoever made it. */
const PASSING = new Set(['processes', 'folders', 'bpfPrograms', 'bpfLinks', 'bpfMaps', 'cgroups']);

/** What the second state has that the first had not, and what of the machine's own it lacks, of what the second looked at. */
export function differences(before: MachineState, after: MachineState): string[] {
  return Object.keys(after).flatMap((what) => {
    const was = new Set(before[what]);
    const is = new Set(after[what]);
    return [
      ...[...is].filter((entry) => !was.has(entry)).map((entry) => `${what}: left behind: ${entry}`),
      ...[...was].filter((entry) => !is.has(entry) && !PASSING.has(what)).map((entry) => `${what}: gone: ${entry}`),
    ];
  });
}

/** Processes in another network namespace than ours: a cluster's are, those of a busy machine mostly are not. */
async function processesElsewhere(): Promise<string[]> {
  const ours = await networkNamespace('self');
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const theirs = await networkNamespace(pid);
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (theirs === undefined || command === '') continue;
    // the script that cleans up stays in ours
    if (theirs !== ours || command.includes('node-lifetime.sh')) found.push(`${pid} ${command.replaceAll('\0', ' ')}`);
  }
  return found.sort();
}

async function networkNamespace(pid: string): Promise<string | undefined> {
  return readlink(`/proc/${pid}/ns/net`).catch(() => undefined);
}

async function printed(
  program: string,
  args: readonly string[],
  shorten: (line: string) => string = (line) => line,
): Promise<string[]> {
  const result = await attempt(program, args);
  return lines(result.stdout.split('\n').map(shorten).join('\n'));
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .sort();
}

async function entries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}
