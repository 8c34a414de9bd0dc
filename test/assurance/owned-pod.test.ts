import { podOf } from '../../lib/assurance/owned-pod';
import { cronJob, deployment, pod, service } from '../policies/documents';

test('a Deployment leads to pods that the controller of ReplicaSets creates', () => {
  const workload = deployment();
  const template = (workload.spec as { template: { metadata: { labels: object }; spec: object } }).template;
  expect(podOf(workload)).toEqual({
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { labels: template.metadata.labels, annotations: {}, name: 'guard', namespace: 'zone' },
      spec: template.spec,
    },
    creator: {
      username: 'system:serviceaccount:kube-system:replicaset-controller',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
    },
    path: 'spec.template',
  });
});

test('a CronJob leads to pods that the controller of Jobs creates', () => {
  expect(podOf(cronJob())).toMatchObject({
    creator: { username: 'system:serviceaccount:kube-system:job-controller' },
    path: 'spec.jobTemplate.spec.template',
  });
});

test('a pod and a Service lead to no other pod', () => {
  expect(podOf(pod())).toBeUndefined();
  expect(podOf(service())).toBeUndefined();
});
