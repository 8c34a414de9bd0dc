import { IpSet } from './ip-set';
import { PodRegion } from './pod-region';

/** Everything that a rule can mean by its peers: regions of pods, and addresses. */
export class EndpointRegion {
  static readonly NONE = new EndpointRegion([], IpSet.NONE);
  static readonly ANY = new EndpointRegion([PodRegion.ANY], IpSet.ALL);

  constructor(
    /** Pods, by labels. */
    readonly pods: readonly PodRegion[],
    /** Addresses, of pods and of anything else. */
    readonly addresses: IpSet,
  ) {}

  /** Whether nothing is in it. */
  get isEmpty(): boolean {
    return this.addresses.isEmpty && this.pods.every((region) => region.isEmpty);
  }

  /** @returns what is in either */
  union(other: EndpointRegion): EndpointRegion {
    return new EndpointRegion([...this.pods, ...other.pods], this.addresses.union(other.addresses));
  }

  /** @returns what is in both */
  intersect(other: EndpointRegion): EndpointRegion {
    const pods = this.pods.flatMap((a) => other.pods.map((b) => a.intersect(b))).filter((region) => !region.isEmpty);
    return new EndpointRegion(pods, this.addresses.intersect(other.addresses));
  }

  /** @returns what is in this one and not in the other */
  subtract(other: EndpointRegion): EndpointRegion {
    const pods = other.pods.reduce<readonly PodRegion[]>(
      (rest, hole) => rest.flatMap((region) => region.subtract(hole)),
      this.pods,
    );
    return new EndpointRegion(pods, this.addresses.subtract(other.addresses));
  }
}
