import { type Platform } from '../platform';
import { type Connections } from './connections';
import { errors } from './errors';
import { Peer } from './peer';
import { Port } from './port';

/** The port of the Service `kubernetes`, and that of the server behind it, which is what most plugins see. */
const PORTS = [Port.tcp(443), Port.tcp(6443)];

/**
 * Lets a workload ask the Kubernetes API server, at the addresses that the platform names and nowhere else.
 * @throws if the platform names none
 */
export function allowToApiServer(connections: Connections, platform: Platform, path: string): void {
  if (platform.apiServerCidrs.length === 0) throw errors.apiServerUnknown(path);
  for (const cidr of platform.apiServerCidrs)
    for (const port of PORTS) connections.allowTo(Peer.cidr(cidr.toString()), port);
}
