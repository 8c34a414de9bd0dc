import { DocumentSet } from '../../../lib/assurance/document-set';
import { Cluster, podOf } from '../../../lib/assurance/reachability';

const template = {
  metadata: { labels: { app: 'a' } },
  spec: { containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] },
};
const workload = (
  apiVersion: string,
  kind: string,
  spec: object,
): { apiVersion: string; kind: string; metadata: { name: string }; spec: object } => ({
  apiVersion,
  kind,
  metadata: { name: 'w' },
  spec,
});

describe('the pods of a document', () => {
  test.each([
    ['Deployment', workload('apps/v1', 'Deployment', { template })],
    ['StatefulSet', workload('apps/v1', 'StatefulSet', { template })],
    ['DaemonSet', workload('apps/v1', 'DaemonSet', { template })],
    ['ReplicaSet', workload('apps/v1', 'ReplicaSet', { template })],
    ['ReplicationController', workload('v1', 'ReplicationController', { template })],
    ['Job', workload('batch/v1', 'Job', { template })],
    ['CronJob', workload('batch/v1', 'CronJob', { jobTemplate: { spec: { template } } })],
    ['a kind that nobody here knows', workload('example.org/v1', 'Trainer', { template })],
    ['Pod', { ...workload('v1', 'Pod', template.spec), metadata: { name: 'w', ...template.metadata } }],
  ])('are those of a %s', (_, document) => {
    const pod = podOf(document);
    expect([...(pod?.labels ?? [])]).toEqual([['app', 'a']]);
    expect(pod?.ports).toEqual([{ protocol: 'TCP', port: 80 }]);
    expect(pod?.namespace).toBe('default');
  });

  test.each([
    ['a Service', workload('v1', 'Service', { selector: {} })],
    ['a template alone', workload('v1', 'PodTemplate', { template })],
    ['a pod that is over', { ...workload('v1', 'Pod', template.spec), status: { phase: 'Succeeded' } }],
    ['a pod that failed', { ...workload('v1', 'Pod', template.spec), status: { phase: 'Failed' } }],
  ])('are none of %s', (_, document) => {
    expect(podOf(document)).toBeUndefined();
  });

  test('are those of a template alone that says who makes them', () => {
    const document = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'w' }, template };
    const annotations = { 'secure-llm.dev/pods-made-by': 'system:serviceaccount:pipelines:workflow-controller' };
    expect(podOf(document)).toBeUndefined();
    expect([...(podOf({ ...document, metadata: { name: 'w', annotations } })?.labels ?? [])]).toEqual([['app', 'a']]);
  });

  test('have the ports of all containers, sidecars among them, and all addresses', () => {
    const document = {
      ...workload('v1', 'Pod', {
        initContainers: [{ name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'proxy', containerPort: 15001 }] }],
        containers: [
          { name: 'c', ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }, { containerPort: 'x' }] },
        ],
      }),
      status: { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] },
    };
    expect(podOf(document)).toMatchObject({
      ports: [
        { name: 'proxy', protocol: 'TCP', port: 15001 },
        { name: 'dns', protocol: 'UDP', port: 53 },
      ],
      addresses: ['10.0.0.1', 'fd00::1'],
    });
  });

  test('know the workload that made them', () => {
    const owned = (metadata: object): string | undefined =>
      podOf({ ...workload('v1', 'Pod', template.spec), metadata: { name: 'w', ...metadata } })?.owner;
    const ownerReferences = [{ kind: 'ReplicaSet', name: 'llama-7d9', controller: true }];
    expect(owned({ ownerReferences, labels: { 'pod-template-hash': '7d9' } })).toBe('llama');
    expect(owned({ ownerReferences })).toBe('llama-7d9');
    expect(owned({})).toBeUndefined();
  });
});

describe('a cluster', () => {
  test('gives each namespace its name as a label, whatever its document says', () => {
    const cluster = Cluster.of(
      DocumentSet.of([
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'a', labels: { 'kubernetes.io/metadata.name': 'b', team: 'c' } },
        },
      ]),
    );
    expect(Object.fromEntries(cluster.namespaceLabels('a'))).toEqual({ 'kubernetes.io/metadata.name': 'a', team: 'c' });
    expect(Object.fromEntries(cluster.namespaceLabels('unseen'))).toEqual({ 'kubernetes.io/metadata.name': 'unseen' });
  });

  test('is read once for a set of documents', () => {
    const documents = DocumentSet.of([]);
    expect(Cluster.of(documents)).toBe(Cluster.of(documents));
  });
});
