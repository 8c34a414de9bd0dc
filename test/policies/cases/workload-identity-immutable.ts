import { pod, IDENTITY, OUTSIDE } from '../documents';
import { allows, denies, ADMINISTRATOR, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('another label changes', pod({ labels: { [IDENTITY]: 'guard', note: 'x' } }), {
    operation: 'UPDATE',
    stored: pod(),
  }),
  denies('the label is added', pod({ namespace: OUTSIDE }), {
    operation: 'UPDATE',
    stored: pod({ namespace: OUTSIDE, labels: { app: 'x' } }),
  }),
  denies('the label is changed', pod({ labels: { [IDENTITY]: 'output-processor' } }), {
    operation: 'UPDATE',
    stored: pod(),
  }),
  denies('the label is removed', pod({ labels: { app: 'x' } }), { operation: 'UPDATE', stored: pod() }),
  denies('the status brings it in', pod({ labels: { [IDENTITY]: 'output-processor' } }), {
    operation: 'UPDATE',
    subResource: 'status',
    stored: pod(),
  }),
  denies('an administrator changes it', pod({ labels: { [IDENTITY]: 'output-processor' } }), {
    operation: 'UPDATE',
    stored: pod(),
    as: ADMINISTRATOR,
  }),
];
