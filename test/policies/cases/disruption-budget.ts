import { type KubernetesDocument } from '../../../lib/assurance/document';
import { document, IDENTITY, OUTSIDE, ZONE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const SELECTED = {
  selector: { matchLabels: { [IDENTITY]: 'guard' } },
  unhealthyPodEvictionPolicy: 'AlwaysAllow',
};
const budget = (spec: object, namespace = ZONE): KubernetesDocument =>
  document('policy/v1', 'PodDisruptionBudget', { name: 'guard', namespace }, { spec });

export const cases: readonly PolicyCase[] = [
  allows('one may be missing', budget({ ...SELECTED, maxUnavailable: 1 })),
  allows('half must be there', budget({ ...SELECTED, minAvailable: '50%' })),
  allows('it is outside', budget({ maxUnavailable: '100%' }, OUTSIDE)),
  denies('it bounds nothing', budget(SELECTED)),
  denies('all may be missing', budget({ ...SELECTED, maxUnavailable: '100%' })),
  denies('none must be there', budget({ ...SELECTED, minAvailable: 0 })),
  denies('not even a share must be there', budget({ ...SELECTED, minAvailable: '0%' })),
  denies('it selects every pod of the zone', budget({ ...SELECTED, maxUnavailable: 1, selector: {} })),
  denies('it selects nothing', budget({ ...SELECTED, maxUnavailable: 1, selector: undefined })),
  denies(
    'pods that are not ready hold up a drain',
    budget({ ...SELECTED, maxUnavailable: 1, unhealthyPodEvictionPolicy: undefined }),
  ),
];
