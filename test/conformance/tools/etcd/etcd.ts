import { unpackDebianPackage } from '../debian-package';
import { cachedTool } from '../tool-cache';

/** Debian 12's; kube-apiserver 1.36 works with it (it misses only RequestWatchProgress, which the API server does without). */
const VERSION = '3.4.23';

/** @returns the path of the etcd program */
export function etcd(): Promise<string> {
  return cachedTool({
    name: 'etcd',
    version: VERSION,
    binary: 'usr/bin/etcd',
    install: (folder) => unpackDebianPackage('etcd-server', `${VERSION}*`, folder),
  });
}
