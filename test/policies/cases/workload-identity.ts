import { cronJob, deployment, pod, IDENTITY, OUTSIDE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('the label is the ServiceAccount', pod()),
  allows('it is so in a Deployment', deployment()),
  allows('a pod outside has none', pod({ namespace: OUTSIDE, labels: { app: 'frontend' } })),
  denies('a pod of a zone has none', pod({ labels: { app: 'guard' } })),
  denies('a pod outside has one', pod({ namespace: OUTSIDE })),
  denies('it is that of another ServiceAccount', pod({ labels: { [IDENTITY]: 'output-processor' } })),
  denies('the ServiceAccount is that of another', pod({ spec: { serviceAccountName: 'other' } })),
  denies('no ServiceAccount is named', deployment({ spec: { serviceAccountName: undefined } })),
  denies('pods of a Deployment outside have one', deployment({ namespace: OUTSIDE })),
  denies('pods of a CronJob wear the label of another', cronJob({ labels: { [IDENTITY]: 'output-processor' } })),
];
