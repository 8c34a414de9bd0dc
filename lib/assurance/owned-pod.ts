import { type KubernetesDocument } from './document';
import { at, fieldsOf } from './fields';
import { podsMadeBy } from './pods-made-by';
import { type Requester } from './policy-request';

/** The pod that a controller makes from a workload. */
export interface OwnedPod {
  /** The pod. */
  readonly pod: KubernetesDocument;
  /** Who creates it. */
  readonly creator: Requester;
  /** Where it stands in the workload. */
  readonly path: string;
}

/** Controller that creates the pods of each kind, and where the kind keeps the pod. */
const CONTROLLERS: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  Deployment: ['replicaset-controller', ['spec', 'template']],
  ReplicaSet: ['replicaset-controller', ['spec', 'template']],
  StatefulSet: ['statefulset-controller', ['spec', 'template']],
  DaemonSet: ['daemon-set-controller', ['spec', 'template']],
  ReplicationController: ['replication-controller', ['spec', 'template']],
  Job: ['job-controller', ['spec', 'template']],
  CronJob: ['job-controller', ['spec', 'jobTemplate', 'spec', 'template']],
};

/** @returns the pod that the document leads to, if it is a workload of Kubernetes itself or shows what a controller makes */
export function podOf(document: KubernetesDocument): OwnedPod | undefined {
  const shown = podsMadeBy(document);
  const [controller, path] = shown === undefined ? (CONTROLLERS[document.kind] ?? []) : [shown, ['template']];
  if (controller === undefined || path === undefined) return undefined;
  const { metadata, spec } = fieldsOf(at(document, ...path));
  const { name, namespace } = document.metadata;
  const head = namespace === undefined ? { name } : { name, namespace };
  return {
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { ...fieldsOf(metadata), ...head }, spec },
    creator: requesterNamed(shown ?? `system:serviceaccount:kube-system:${controller}`),
    path: path.join('.'),
  };
}

function requesterNamed(username: string): Requester {
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(username) ?? [];
  const accounts = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return { username, groups: [...accounts, 'system:authenticated'] };
}
