import { type KubernetesDocument } from '../../../lib/assurance/document';
import { deployment, IDENTITY } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const NODE = 'kubernetes.io/hostname';
const AVAILABILITY_ZONE = 'topology.kubernetes.io/zone';
const OWN = { matchLabels: { [IDENTITY]: 'guard' } };

const over = (topologyKey: string, labelSelector: object | undefined = OWN): object => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector,
});
const apart = (topologyKey: string): object => ({ topologyKey, labelSelector: OWN });

function replicas(count: number, spec: Readonly<Record<string, unknown>> = {}): KubernetesDocument {
  const document = deployment({ spec });
  return { ...document, spec: { ...(document.spec as object), replicas: count } };
}

export const cases: readonly PolicyCase[] = [
  allows('both spread', replicas(2, { topologySpreadConstraints: [over(NODE), over(AVAILABILITY_ZONE)] })),
  allows(
    'they prefer to be apart on nodes',
    replicas(2, {
      topologySpreadConstraints: [over(AVAILABILITY_ZONE)],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: apart(NODE) }],
        },
      },
    }),
  ),
  allows(
    'they must be apart',
    replicas(2, {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [apart(NODE), apart(AVAILABILITY_ZONE)],
        },
      },
    }),
  ),
  allows('there is but one', replicas(1)),
  denies('nothing spreads them', replicas(2)),
  denies('nodes are left out', replicas(2, { topologySpreadConstraints: [over(AVAILABILITY_ZONE)] })),
  denies('availability zones are left out', replicas(2, { topologySpreadConstraints: [over(NODE)] })),
  denies(
    'other pods are counted',
    replicas(2, {
      topologySpreadConstraints: [over(NODE, { matchLabels: { app: 'other' } }), over(AVAILABILITY_ZONE)],
    }),
  ),
  denies('no pods are counted', {
    ...replicas(2, {
      topologySpreadConstraints: [over(NODE), { ...over(AVAILABILITY_ZONE), labelSelector: undefined }],
    }),
  }),
];
