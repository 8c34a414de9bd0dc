import { dirname } from 'node:path';
import { type PodFile } from './pod-files';

/** How one container of a pod is run without a container runtime. */
export interface SandboxPlan {
  /** Empty folder on the host that becomes the root of the container. */
  readonly root: string;
  /** Folders of the host that are shown read-only at the same path: what would be in the image. */
  readonly shown: readonly string[];
  readonly files: readonly PodFile[];
  /** Host names → loopback addresses, in place of the cluster's DNS. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly user: number;
  readonly group: number;
  readonly supplementalGroups: readonly number[];
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

const DEVICES = ['null', 'zero', 'random', 'urandom'];
/** Programs and libraries of the machine; links such as /bin → usr/bin are copied as links. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64'];

/**
 * The script that `unshare --mount` runs as root: it builds a root file system of its own (nothing of the host but system libraries
 * and the shown folders), puts the files at their paths, makes all of it read-only, and becomes the container's user without
 * any privilege. Its last command replaces it, so signals reach the program.
 */
export function sandboxScript(plan: SandboxPlan): string {
  const root = plan.root;
  const at = (path: string): string => quote(root + path);
  const hosts = ['127.0.0.1 localhost', ...Object.entries(plan.hosts).map(([name, address]) => `${address} ${name}`)];
  const lines = [
    'set -eu',
    'mount --make-rprivate /',
    `mount -t tmpfs -o mode=755 tmpfs ${quote(root)}`,
    `mkdir -p ${['/etc', '/proc', '/dev'].map(at).join(' ')}`,
    `mount --rbind /proc ${at('/proc')}`,
    ...DEVICES.flatMap((name) => [`touch ${at(`/dev/${name}`)}`, `mount --bind /dev/${name} ${at(`/dev/${name}`)}`]),
    ...SYSTEM.map(
      (path) =>
        `if [ -L ${path} ]; then ln -s "$(readlink ${path})" ${at(path)}; elif [ -d ${path} ]; then mkdir ${at(path)}; mount --bind -o ro ${path} ${at(path)}; fi`,
    ),
    `if [ -d /etc/ssl ]; then mkdir ${at('/etc/ssl')}; mount --bind -o ro /etc/ssl ${at('/etc/ssl')}; fi`,
    `cp -P /etc/ld.so.cache ${at('/etc/')} 2>/dev/null || true`,
    // before what is shown, because a clone or a cache may lie below a writable folder such as /tmp
    ...plan.files.flatMap((file) => place(file, at)),
    ...plan.shown.flatMap((path) => [
      `if [ ! -e ${at(path)} ]; then mkdir -p ${at(path)}; mount --bind -o ro ${quote(path)} ${at(path)}; fi`,
    ]),
    `printf %s ${quote(`${hosts.join('\n')}\n`)} > ${at('/etc/hosts')}`,
    `printf 'hosts: files\\n' > ${at('/etc/nsswitch.conf')}`,
    `mount -o remount,ro ${quote(root)}`,
    `cd ${quote(root)}`,
    `exec chroot . /usr/bin/setpriv --reuid=${plan.user} --regid=${plan.group} ${groups(plan)} --no-new-privs --inh-caps=-all --bounding-set=-all --pdeathsig=KILL -- ${envCommand(plan)} ${plan.argv.map(quote).join(' ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One line per thing that differs from the host, for a reader of the test's output. */
export function describeOverlay(plan: SandboxPlan): string {
  const files = plan.files.map((file) =>
    'text' in file
      ? `  ${file.path} (${file.text.length} characters, mode ${file.mode.toString(8)})`
      : `  ${file.path}/ (empty, writable)`,
  );
  const hosts = Object.entries(plan.hosts).map(([name, address]) => `  ${name} → ${address}`);
  return [
    `user ${plan.user}:${plan.group}, groups [${plan.supplementalGroups.join(', ')}], root read-only, no privileges, clean environment`,
    ...files,
    ...hosts,
    `  ${plan.argv.join(' ')}`,
  ].join('\n');
}

function place(file: PodFile, at: (path: string) => string): string[] {
  if (!('text' in file)) {
    return [
      `mkdir -p ${at(file.path)}`,
      `mount -t tmpfs -o size=64m,mode=770,uid=${file.writableBy},gid=${file.group} tmpfs ${at(file.path)}`,
    ];
  }
  return [
    `mkdir -p ${at(dirname(file.path))}`,
    `printf %s ${quote(file.text)} > ${at(file.path)}`,
    `chown 0:${file.group} ${at(file.path)}`,
    `chmod ${file.mode.toString(8)} ${at(file.path)}`,
  ];
}

function groups(plan: SandboxPlan): string {
  return plan.supplementalGroups.length === 0 ? '--clear-groups' : `--groups=${plan.supplementalGroups.join(',')}`;
}

function envCommand(plan: SandboxPlan): string {
  return ['/usr/bin/env', '-i', ...Object.entries(plan.env).map(([name, value]) => quote(`${name}=${value}`))].join(
    ' ',
  );
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
