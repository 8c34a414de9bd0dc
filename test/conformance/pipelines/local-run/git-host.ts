import { chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../tools/command';
import { installDebianPackages } from '../../tools/debian-programs';
import { newSshKey, SshServer } from './ssh-server';

const UID = 10007;
const SOMEBODY = { name: 'somebody', email: 'somebody@git.invalid' };

/** What opens a host: folders with the files `deploy-key` and `known-hosts`, as a Secret holds them. */
export interface GitCredentials {
  /** What its operator handed over. */
  readonly right: string;
  /** With another key for the host than the one it has. */
  readonly otherHost: string;
  /** With a deploy key that the host does not know. */
  readonly unknownKey: string;
}

/** A Git host: one repository of real git behind a real SSH server that lets a deploy key use git, and nothing else. */
export class GitHost implements AsyncDisposable {
  private constructor(
    private readonly folder: string,
    private readonly server: SshServer,
    readonly credentials: GitCredentials,
  ) {}

  /** @param files what the branch `main` holds, by path */
  static async start(files: Readonly<Record<string, string>>): Promise<GitHost> {
    await installDebianPackages(['git', 'openssh-client']);
    const folder = await mkdtemp(join(tmpdir(), 'git-host-'));
    let server: SshServer | undefined;
    try {
      // the account of the host has to come through, and nobody else may write
      await chmod(folder, 0o755);
      const publicKey = await newSshKey(join(folder, 'deploy'));
      server = await SshServer.start(folder, { name: 'git', uid: UID, shell: '/usr/bin/git-shell', publicKey });
      const host = new GitHost(folder, server, await credentials(folder, server));
      await mkdir(host.repository, { recursive: true });
      await chown(host.repository, UID, UID);
      await host.git(['init', '--quiet', '--bare', '--initial-branch=main', '.']);
      await host.git(['fast-import', '--quiet'], firstCommit(files));
      return host;
    } catch (error) {
      await server?.[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get url(): string {
    return `ssh://git@${this.server.host}${this.repository}`;
  }

  /** What the host has let callers start. */
  sessions(): Promise<number> {
    return this.server.sessions();
  }

  /** Names of all branches, in order; of tags, too, which nothing here makes. */
  async branches(): Promise<string[]> {
    return lines(await this.git(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/']));
  }

  /** The newest commit of a branch. */
  async commit(branch: string): Promise<string> {
    return (await this.git(['rev-parse', branch])).trim();
  }

  /** What a branch adds to `main`: its commits' parents, and the paths that they change. */
  async added(branch: string): Promise<{ readonly parents: string[]; readonly paths: string[] }> {
    return {
      parents: lines(await this.git(['log', '--format=%P', `main..${branch}`])),
      paths: lines(await this.git(['diff-tree', '-r', '--name-only', 'main', branch])),
    };
  }

  /** The message of a branch's newest commit. */
  message(branch: string): Promise<string> {
    return this.git(['log', '-1', '--format=%B', branch]);
  }

  file(branch: string, path: string): Promise<string> {
    return this.git(['cat-file', 'blob', `${branch}:${path}`]);
  }

  /** Somebody merges a branch into `main`. @throws when there is a conflict */
  async merge(branch: string): Promise<void> {
    const tree = (await this.git(['merge-tree', '--write-tree', 'main', branch])).trim();
    const parents = ['-p', 'main', '-p', branch];
    const commit = (await this.git(['commit-tree', tree, ...parents, '-m', `merge ${branch}`])).trim();
    await this.git(['update-ref', 'refs/heads/main', commit]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get repository(): string {
    return join(this.folder, 'team', 'deploy.git');
  }

  /** Runs git on the host itself, under the host's account: git refuses repositories of others. */
  private git(args: readonly string[], input = ''): Promise<string> {
    const { name, email } = SOMEBODY;
    const who = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, name],
      [`GIT_${role}_EMAIL`, email],
    ]);
    const env = { HOME: this.folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
    const account = ['--reuid', String(UID), '--regid', String(UID), '--clear-groups'];
    const command = [...account, 'git', ...args];
    const options = { cwd: this.repository, env: { ...env, ...Object.fromEntries(who) }, input };
    return run('setpriv', command, options);
  }
}

/** As files that everybody may read, because a Secret's are. */
async function credentials(folder: string, server: SshServer): Promise<GitCredentials> {
  const known = await server.knownHosts();
  const [address = ''] = known.split(' ');
  const stranger = join(folder, 'stranger');
  const otherKey = await newSshKey(stranger);
  const secret = async (name: string, key: string, hosts: string): Promise<string> => {
    const place = join(folder, name);
    await mkdir(place);
    await copyFile(key, join(place, 'deploy-key'));
    await chmod(join(place, 'deploy-key'), 0o644);
    await writeFile(join(place, 'known-hosts'), hosts);
    return place;
  };
  const deployKey = join(folder, 'deploy');
  return {
    right: await secret('right', deployKey, known),
    otherHost: await secret('other-host', deployKey, `${address} ${otherKey}\n`),
    unknownKey: await secret('unknown-key', stranger, known),
  };
}

/** A stream of `git fast-import`. */
function firstCommit(files: Readonly<Record<string, string>>): string {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const contents = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
  return [
    `commit refs/heads/main\ncommitter ${SOMEBODY.name} <${SOMEBODY.email}> 0 +0000\n${data('begin')}`,
    ...contents,
  ].join('');
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
