import { type KubernetesDocument } from '../../../lib/assurance/document';
import { document, OUTSIDE, ZONE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const AMOUNTS = { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' };
const limits = (limit: object, namespace = ZONE): KubernetesDocument =>
  document('v1', 'LimitRange', { name: 'containers', namespace }, { spec: { limits: [limit] } });
const CONTAINER = { type: 'Container', default: AMOUNTS, max: AMOUNTS };
const without = (key: string): object => Object.fromEntries(Object.entries(AMOUNTS).filter(([name]) => name !== key));

export const cases: readonly PolicyCase[] = [
  allows('all is bounded', limits(CONTAINER)),
  allows('defaults follow from the maximum', limits({ type: 'Container', max: AMOUNTS })),
  allows('it is outside', limits({ type: 'Container', max: { cpu: '1' } }, OUTSIDE)),
  denies('it is about pods only', limits({ type: 'Pod', max: AMOUNTS })),
  denies('there is no maximum', limits({ ...CONTAINER, max: undefined })),
  ...Object.keys(AMOUNTS).map((key) => denies(`${key} has no maximum`, limits({ ...CONTAINER, max: without(key) }))),
  denies('nothing is bounded', limits({ type: 'Container', min: { cpu: '1m' } })),
];
