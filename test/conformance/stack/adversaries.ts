import { baseImage } from '../cluster/images/base-image';
import { type PodRef } from '../cluster/probes/packets';
import { probePod } from '../cluster/probes/probe-pod';
import { type Stack } from './stack';

const NAMESPACE = 'adversary';

/** A pod that nobody declared as a peer. */
export interface Adversary extends PodRef {
  /** How the table calls it. */
  readonly what: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Who attacks: a stranger, a stranger for each tier and for the caller that wears its labels in another namespace, and a pod in
 * the caller's own namespace without its label.
 */
export function adversaries(stack: Stack): readonly Adversary[] {
  return [
    { what: 'stranger', namespace: NAMESPACE, pod: 'stranger', labels: {} },
    ...stack.all.map((tier) => ({
      what: `false ${tier.role}`,
      namespace: NAMESPACE,
      pod: `false-${tier.role}`,
      labels: tier.labels,
    })),
    { what: 'false caller', namespace: NAMESPACE, pod: 'false-caller', labels: { app: 'frontend' } },
    { what: "caller's neighbour", namespace: 'shop', pod: 'neighbour', labels: { app: 'backend' } },
  ];
}

/** Starts them; all answer on the given ports, so that a tier's way out can be tried too. */
export async function startAdversaries(
  stack: Stack,
  all: readonly Adversary[],
  ports: readonly number[],
): Promise<void> {
  const { kubectl } = stack.cluster;
  const image = (await baseImage()).name;
  await kubectl.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    ...all.map(({ pod, namespace, labels }) => probePod(image, { name: pod, namespace, labels, ports })),
  ]);
  for (const { namespace, pod } of all) {
    await kubectl.run(['-n', namespace, 'wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=120s']);
  }
}

/** Removes them. */
export async function removeAdversaries(stack: Stack): Promise<void> {
  await stack.cluster.kubectl.attempt(['delete', 'namespace', NAMESPACE, '--wait=false']);
  await stack.cluster.kubectl.attempt(['-n', 'shop', 'delete', 'pod', 'neighbour', '--wait=false']);
}
