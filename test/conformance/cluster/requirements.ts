import { access, readFile } from 'node:fs/promises';
import { platform } from 'node:process';
import { gunzipSync } from 'node:zlib';

/** Kernel options without which a step fails in a way that names something else, and the step. */
const KERNEL_OPTIONS: Readonly<Record<string, string>> = {
  CONFIG_USER_NS: 'pods with hostUsers: false',
  CONFIG_OVERLAY_FS: 'container images',
  CONFIG_VETH: 'pod networks',
  CONFIG_SECCOMP_FILTER: 'seccompProfile: RuntimeDefault',
  CONFIG_BPF_SYSCALL: 'Cilium',
  CONFIG_BPF_JIT: 'Cilium',
  CONFIG_NET_CLS_BPF: 'Cilium',
  CONFIG_NET_SCH_INGRESS: 'Cilium',
  CONFIG_NF_TABLES: 'kube-proxy',
  CONFIG_NFT_NAT: 'kube-proxy',
  CONFIG_MEMCG: 'memory limits',
  CONFIG_CFS_BANDWIDTH: 'CPU limits',
};

/**
 * Says at once everything that this machine lacks for a cluster, instead of failing at one thing after the other.
 *
 * @throws when something is missing; the message lists all of it
 */
export async function requireClusterHost(): Promise<void> {
  const missing: string[] = [];
  if (platform !== 'linux') missing.push(`Linux (this is ${platform})`);
  if (process.getuid?.() !== 0) missing.push(`root (this is uid ${process.getuid?.() ?? 'unknown'}); run it with sudo`);
  for (const [path, why] of [
    ['/sys/fs/cgroup', 'cgroups are not mounted'],
    ['/sys/fs/bpf', 'no folder for the BPF file system: the kernel lacks CONFIG_BPF_SYSCALL'],
    ['/sys/kernel/btf/vmlinux', 'Cilium needs BTF: the kernel lacks CONFIG_DEBUG_INFO_BTF'],
    ['/proc/self/ns/user', 'user namespaces: the kernel lacks CONFIG_USER_NS'],
    ['/usr/bin/apt-get', 'Debian or Ubuntu: clang, buildah and debootstrap are installed with apt-get'],
  ] as const) {
    if (!(await exists(path))) missing.push(`${path}: ${why}`);
  }
  missing.push(...(await missingKernelOptions()));
  if (missing.length > 0)
    throw new Error(`this machine cannot run the conformance cluster; missing:\n- ${missing.join('\n- ')}`);
}

async function missingKernelOptions(): Promise<string[]> {
  // not every kernel tells its configuration; then the component that needs an option will say so
  const packed = await readFile('/proc/config.gz').catch(() => undefined);
  if (packed === undefined) return [];
  const lines = gunzipSync(packed).toString('utf8').split('\n');
  const enabled = new Set(lines.filter((line) => /=[ym]$/.test(line)).map((line) => line.split('=')[0]));
  return Object.entries(KERNEL_OPTIONS)
    .filter(([option]) => !enabled.has(option))
    .map(([option, why]) => `kernel option ${option}: ${why}`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
