import { type Spoof } from '../spoof';
import { enteringSpoofs } from './entering';
import { openingSpoofs } from './openings';
import { trafficSpoofs } from './traffic';
import { identitySpoofs, zoneSpoofs } from './zones';

/** Everything that somebody with roles may try against a zone. */
export const SPOOFS: readonly Spoof[] = [
  ...trafficSpoofs(),
  ...identitySpoofs(),
  ...enteringSpoofs(),
  ...openingSpoofs(),
  ...zoneSpoofs(),
];
