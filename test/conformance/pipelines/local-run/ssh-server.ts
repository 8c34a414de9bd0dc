import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Daemon } from '../../api-server/daemon';
import { freePorts } from '../../api-server/free-ports';
import { run } from '../../tools/command';
import { opensshServer } from '../../tools/openssh-server/openssh-server';

const ADDRESS = '127.0.0.1';
/** OpenSSH confines what has not proved itself yet to an account of its own, of this name. */
const CONFINED = 'sshd:*:10008:65534::/run/sshd:/usr/sbin/nologin';

/** The one account that can be logged in to. */
export interface SshAccount {
  readonly name: string;
  readonly uid: number;
  /** What its commands are given to, as at a Git host: `git-shell`. */
  readonly shell: string;
  /** Whoever has the private key is let in, for commands of the shell and nothing else. */
  readonly publicKey: string;
}

/** OpenSSH's server on loopback, in the foreground, with a configuration of its own and with its privileges separated. */
export class SshServer implements AsyncDisposable {
  private constructor(
    readonly port: number,
    private readonly daemon: Daemon,
    private readonly folder: string,
  ) {}

  /**
   * @param folder home of the account; only root and the account may write to it, for sshd insists
   * @throws when it does not become ready
   */
  static async start(folder: string, account: SshAccount): Promise<SshServer> {
    const { program, libraries } = await opensshServer();
    const [port = 0] = await freePorts(1);
    const passwd = join(folder, 'passwd');
    const { name, uid, shell, publicKey } = account;
    await writeFile(passwd, `root:*:0:0::/root:/bin/sh\n${CONFINED}\n${name}:*:${uid}:${uid}::${folder}:${shell}\n`);
    await writeFile(join(folder, 'authorized-keys'), `restrict ${publicKey}\n`);
    await newSshKey(join(folder, 'host-key'));
    await writeFile(join(folder, 'sshd_config'), configuration(folder, port, name));
    const sshd = ['env', `LD_LIBRARY_PATH=${libraries}`, program, '-D', '-e', '-f', join(folder, 'sshd_config')];
    const args = [join(__dirname, 'with-accounts.sh'), passwd, ...sshd];
    const server = new SshServer(port, Daemon.start('sshd', '/bin/sh', args, join(folder, 'log')), folder);
    try {
      await server.daemon.ready(async () => (await server.knownHosts()) !== '', 30);
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Where it listens, as in `ssh://user@HOST`. */
  get host(): string {
    return `${ADDRESS}:${this.port}`;
  }

  /** What an operator asks the server for, to hand it to its callers. */
  knownHosts(): Promise<string> {
    return run('ssh-keyscan', ['-t', 'ed25519', '-p', String(this.port), ADDRESS]);
  }

  /** What the server has let callers start, by its own log. */
  async sessions(): Promise<number> {
    return (await readFile(join(this.folder, 'log'), 'utf8')).match(/^Starting session: command/gm)?.length ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.daemon.stop();
  }
}

/** A key pair without a passphrase: `file` and `file.pub`. @returns the public half */
export async function newSshKey(file: string): Promise<string> {
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return (await readFile(`${file}.pub`, 'utf8')).trim();
}

/** Keys only, of one account; PAM would ask for the machine's own accounts. */
function configuration(folder: string, port: number, account: string): string {
  return [
    `ListenAddress ${ADDRESS}`,
    `Port ${port}`,
    `HostKey ${join(folder, 'host-key')}`,
    'PidFile none',
    'UsePAM no',
    `AllowUsers ${account}`,
    'AuthenticationMethods publickey',
    `AuthorizedKeysFile ${join(folder, 'authorized-keys')}`,
    // as Git hosts do, for the newer versions of git's protocol
    'AcceptEnv GIT_PROTOCOL',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}
