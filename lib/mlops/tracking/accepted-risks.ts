import { type HardenedWorkload, Waiver } from '../../workload';
import { type AcceptedProps } from '../kubeflow';

/** What the server cannot do without, by rule, and why. */
const REASONS: Readonly<Record<string, string>> = {
  'read-only-claims': 'its task is to keep experiments and models on its volume',
  rollout: 'two servers would write one database, so the old one ends before the new one starts',
  'single-pod': 'nothing but pipelines and people who look at them waits for it, and they try again',
};

/** Writes down who answers for it. */
export const acceptRisks = (workload: HardenedWorkload, accepted: AcceptedProps): void => {
  const { owner, expires, evidence = 'the documentation of ExperimentTracking' } = accepted;
  for (const [rule, reason] of Object.entries(REASONS)) {
    Waiver.of(workload).add({ rule, reason, owner, expires, evidence });
  }
};
