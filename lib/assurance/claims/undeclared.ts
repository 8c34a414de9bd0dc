import { type Cluster, type Pod } from '../reachability';
import { type Direction } from '../reachability/network-policy';
import { beyond, type Opening, openings } from '../reachability/opening';
import { type Stranger, strangers } from '../reachability/stranger';
import { type Declarations } from './declared';

/**
 * @returns what is open at this end beyond what is declared, rule by rule; where no policy isolates the pod, everything, as
 * nobody is helped by a list of the ports on which it is not the declared peer
 */
export function undeclaredOpenings(
  cluster: Cluster,
  pod: Pod,
  direction: Direction,
  declared: Declarations,
): Opening[] {
  const allowed = declared.allowed(cluster, pod, direction);
  return openings(cluster, pod, direction).flatMap((opening) => {
    const rest = beyond([opening], allowed);
    return rest.length > 0 && opening.policy === undefined ? [opening] : rest;
  });
}

/** @returns everyone to whom a connection is open at both ends and was never declared */
export function undeclaredPeers(cluster: Cluster, pod: Pod, direction: Direction, declared: Declarations): Stranger[] {
  return undeclaredOpenings(cluster, pod, direction, declared).flatMap((opening) =>
    strangers(cluster, pod, direction, opening).filter(({ connects }) => connects),
  );
}
