import { dirname, join } from 'node:path';
import { unpackDebianPackage } from '../debian-package';
import { cachedTool } from '../tool-cache';

/** Of Debian 12. */
const VERSION = '9.2p1';
/** The library that a machine has only with the server: Debian's `sshd` is linked with it. */
const TCP_WRAPPERS = '7.6*';
const PROGRAM = 'usr/sbin/sshd';
const LIBRARIES = `usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/** OpenSSH's server, unpacked and not installed: no service, no account and no host key is made. */
export interface OpensshServer {
  /** The path of `sshd`. */
  readonly program: string;
  /** For `LD_LIBRARY_PATH`. */
  readonly libraries: string;
}

/** Fetches the server when this machine does not have it yet. */
export async function opensshServer(): Promise<OpensshServer> {
  const program = await cachedTool({
    name: 'openssh-server',
    version: VERSION,
    binary: PROGRAM,
    install: async (folder) => {
      await unpackDebianPackage('openssh-server', `1:${VERSION}*`, folder);
      await unpackDebianPackage('libwrap0', TCP_WRAPPERS, folder);
    },
  });
  return { program, libraries: join(dirname(program), '../..', LIBRARIES) };
}
