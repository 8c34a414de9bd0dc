import { type Construct } from 'constructs';
import { type Connections } from './connections';
import { type ImageRef } from './image-ref';
import { type IPeer } from './peer';
import { type PodDemand } from './pod-demand';
import { type TrustZone } from './trust-zone';

/** What makes pods of one identity in a zone: the zone counts their demand, and the claims know their connections. */
export interface ZoneMember extends IPeer, Construct {
  /** The pods' identity. */
  readonly name: string;
  /** Where they run. */
  readonly zone: TrustZone;
  /** Who may connect to them, and to whom they may connect. */
  readonly connections: Connections;
  /** Images of their containers as they are pulled. */
  readonly images: ImageRef[];
  /** What one of the pods takes from the zone's quota. */
  readonly _demand: PodDemand;
  /** Pods that there must be room for. */
  readonly _pods: PodCount;
}

/** How many pods there may be at once. */
export interface PodCount {
  /** At most, while one version replaces another. */
  readonly needed: number;
  /** With pods that are shutting down, which count until they are gone. */
  readonly withRoom: number;
}
