import { chmod, cp, readdir } from 'node:fs/promises';
import { arch, platform } from 'node:process';
import { join } from 'node:path';
import { attempt, run } from '../command';
import { progress } from '../progress';
import { cachedTool } from '../tool-cache';

/** What Kubernetes 1.36 asks for in its go.mod. */
const MINIMUM = [1, 26] as const;
const VERSION = '1.26.8';

/**
 * A Go that can build Kubernetes 1.36: the one in PATH if it is new enough, else a toolchain fetched as the Go module
 * `golang.org/toolchain` by whatever older Go there is (Debian's is installed when there is none).
 *
 * @returns the path of the go program
 * @throws when there is neither a Go nor a way to install Debian's
 */
export async function goToolchain(): Promise<string> {
  const present = await versionInPath();
  if (present !== undefined && isNewEnough(present)) return 'go';
  progress('go', present === undefined ? 'no go in PATH' : `go ${present} in PATH is older than ${MINIMUM.join('.')}`);
  if (present === undefined) await installDebianGo();
  return cachedTool({ name: 'go', version: VERSION, binary: 'bin/go', install: installToolchainModule });
}

async function versionInPath(): Promise<string | undefined> {
  const result = await attempt('go', ['env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } }).catch(() => undefined);
  return result?.code === 0 ? result.stdout.trim().replace(/^go/, '') : undefined;
}

/** @param version as `go env GOVERSION` prints it, without the leading `go`: `1.26.8` */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

async function installDebianGo(): Promise<void> {
  const install = (): ReturnType<typeof attempt> =>
    attempt('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'golang-go', 'ca-certificates'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  if ((await install()).code === 0) return;
  await run('apt-get', ['update', '-q']);
  const again = await install();
  if (again.code !== 0) {
    throw new Error(
      `no go in PATH and Debian's golang-go could not be installed; install Go ${MINIMUM.join('.')} or newer:\n${again.stderr}`,
    );
  }
}

/** Any Go since 1.13 can download the toolchain as an ordinary module; only the execute bits are lost in its zip. */
async function installToolchainModule(folder: string): Promise<void> {
  const module = `golang.org/toolchain@v0.0.1-go${VERSION}.${platform}-${arch === 'x64' ? 'amd64' : arch}`;
  progress('go', `downloading ${module}`);
  const printed = await run('go', ['mod', 'download', '-json', module], {
    cwd: '/',
    env: { GOTOOLCHAIN: 'local', GOFLAGS: '' },
  });
  const { Dir: source } = JSON.parse(printed) as { readonly Dir: string };
  await cp(source, folder, { recursive: true });
  for (const programs of ['bin', `pkg/tool/${platform}_${arch === 'x64' ? 'amd64' : arch}`]) {
    for (const name of await readdir(join(folder, programs))) await chmod(join(folder, programs, name), 0o755);
  }
}
