import { type KubernetesDocument } from '../../../lib/assurance/document';
import { deployment } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

function rolledOut(replicas: number | undefined, strategy?: object): KubernetesDocument {
  const document = deployment();
  return { ...document, spec: { ...(document.spec as object), replicas, strategy } };
}
const unavailable = (maxUnavailable: number | string): object => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: 0, maxUnavailable },
});

export const cases: readonly PolicyCase[] = [
  allows('nothing is said and a quarter may be missing', rolledOut(undefined)),
  allows('one of two is replaced at a time', rolledOut(2, unavailable(1))),
  allows('half of them is', rolledOut(4, unavailable('50%'))),
  allows('there is but one, which holds a device', rolledOut(1, unavailable(1))),
  denies('all stop before new ones start', rolledOut(2, { type: 'Recreate' })),
  denies('all may be missing by number', rolledOut(2, unavailable(2))),
  denies('all may be missing by share', rolledOut(2, unavailable('100%'))),
];
