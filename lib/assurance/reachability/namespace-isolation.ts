import { LabelRegion } from './label-region';
import { type Direction, type NetworkPolicy } from './network-policy';
import { type Pod } from './pod';
import { SelectorIndex } from './selector-index';

/** What isolates the pods of one namespace in one direction, whichever pods those are. */
export class NamespaceIsolation {
  private readonly isolating: readonly NetworkPolicy[];
  private readonly byPeer = new SelectorIndex<NetworkPolicy>();

  constructor(policies: readonly NetworkPolicy[], direction: Direction) {
    this.isolating = policies.filter(({ rules }) => rules.has(direction));
    for (const policy of this.isolating) {
      for (const { peers } of policy.rules.get(direction) ?? []) {
        for (const region of peers.pods) this.byPeer.add(region.pods, policy);
        if (!peers.addresses.isEmpty) this.byPeer.add(LabelRegion.ANY, policy);
      }
    }
  }

  /** @returns policies whose rules may mean the pod at the other end; the caller asks their rules */
  policiesAbout(pod: Pod): readonly NetworkPolicy[] {
    return this.byPeer.candidates(pod.labels);
  }

  /** @returns labels of the region that no policy isolates */
  outside(region: LabelRegion): LabelRegion[] {
    if (this.isolating.some(({ selected }) => selected.size === 0)) return []; // a default deny
    return this.isolating.reduce<LabelRegion[]>(
      (rest, { selected }) => rest.flatMap((each) => each.subtract(selected)),
      [region],
    );
  }
}
