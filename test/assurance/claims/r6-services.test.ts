import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r6 } from '../../../lib/assurance/claims/r6-services';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, deployment, type Draft, specOf, the } from './request-path';

const selecting = (selector: object) => (documents: Draft[]) => {
  specOf(the(documents, 'Service', 'llama')).selector = selector;
};

describe('claim R6', () => {
  holdsUntil(r6, [
    {
      title: 'a selector by a label that other pods may carry',
      change: (documents) => {
        selecting({ app: 'vllm' })(documents);
        const template = specOf(the(documents, 'Deployment', 'llama')).template as { metadata: { labels: object } };
        template.metadata.labels = { ...template.metadata.labels, app: 'vllm' };
      },
      sentence:
        'Service inference/llama selects any pod of inference with app = vllm and (no secure-llm.dev/workload or secure-llm.dev/workload ≠ llama), not only workload llama',
    },
    {
      title: 'a selector that takes two workloads',
      change: (documents) => {
        selecting({ app: 'model' })(documents);
        const labels = { app: 'model' };
        documents.push(deployment('inference', 'one', { ...labels, 'secure-llm.dev/workload': 'one' }));
        documents.push(deployment('inference', 'two', { ...labels, 'secure-llm.dev/workload': 'two' }));
      },
      sentence: 'Service inference/llama selects 2 workloads: inference/one, inference/two',
    },
    {
      title: 'a selector that takes nobody',
      change: selecting({ 'secure-llm.dev/workload': 'lama' }),
      sentence: 'Service inference/llama selects no workload of inference',
    },
    {
      title: 'no selector',
      change: selecting({}),
      sentence: 'Service inference/llama has no selector',
    },
  ]);

  test('takes a Deployment, its ReplicaSet and its pods for one workload', () => {
    const documents = changed((drafts) => {
      const labels = { 'secure-llm.dev/workload': 'llama', 'pod-template-hash': '7d' };
      drafts.push({
        ...deployment('inference', 'llama-7d', labels),
        kind: 'ReplicaSet',
      });
      drafts.push({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'llama-7d-x', namespace: 'inference', labels },
        spec: { containers: [{ name: 'llama' }] },
      });
    });
    expect(r6.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('takes more labels than the identity, but not fewer', () => {
    const documents = changed((drafts) => {
      selecting({ 'secure-llm.dev/workload': 'llama', version: '1' })(drafts);
      const template = specOf(the(drafts, 'Deployment', 'llama')).template as { metadata: { labels: object } };
      template.metadata.labels = { ...template.metadata.labels, version: '1' };
    });
    expect(r6.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
