import { unpackDebianPackage } from '../debian-package';
import { cachedTool } from '../tool-cache';

/** Of Debian 12. */
const VERSION = '2.8.2';

/** @returns the path of Distribution's `docker-registry`, from Debian's package of the same name */
export function dockerRegistry(): Promise<string> {
  return cachedTool({
    name: 'docker-registry',
    version: VERSION,
    binary: 'usr/bin/docker-registry',
    install: (folder) => unpackDebianPackage('docker-registry', `${VERSION}*`, folder),
  });
}
