import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r2 } from '../../../lib/assurance/claims/r2-isolation';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { holdsUntil } from './refuted';
import { deployment, namespace, networkPolicy, podSpecOf, specOf, the } from './request-path';

describe('claim R2', () => {
  holdsUntil(r2, [
    {
      title: 'a default deny that is left out: a pod with other labels',
      change: (documents) =>
        documents.splice(documents.indexOf(the(documents, 'NetworkPolicy', 'default-deny', 'output')), 1),
      sentence:
        'any pod with no secure-llm.dev/workload or secure-llm.dev/workload ≠ output-processor in namespace output is not isolated for egress: no policy selects it, so any pod with no secure-llm.dev/workload or secure-llm.dev/workload ≠ output-processor in namespace output can connect to anyone on every port',
    },
    {
      title: 'a default deny of one direction only',
      change: (documents) => {
        specOf(the(documents, 'NetworkPolicy', 'default-deny', 'inference')).policyTypes = ['Egress'];
        specOf(the(documents, 'NetworkPolicy', 'llama-ingress')).policyTypes = ['Egress'];
      },
      sentence:
        'any pod in namespace inference is not isolated for ingress: no policy selects it, so anyone can connect to any pod in namespace inference on every port',
    },
    {
      title: 'policy types left out, which means ingress only',
      change: (documents) => {
        delete specOf(the(documents, 'NetworkPolicy', 'default-deny', 'inference')).policyTypes;
        specOf(the(documents, 'NetworkPolicy', 'llama-egress')).policyTypes = ['Ingress'];
      },
      sentence:
        'any pod in namespace inference is not isolated for egress: no policy selects it, so any pod in namespace inference can connect to anyone on every port',
    },
    {
      title: 'a default deny that selects by a label',
      change: (documents) => {
        specOf(the(documents, 'NetworkPolicy', 'default-deny', 'inference')).podSelector = {
          matchExpressions: [{ key: 'secure-llm.dev/workload', operator: 'Exists' }],
        };
      },
      sentence:
        'any pod with no secure-llm.dev/workload in namespace inference is not isolated for egress: no policy selects it, so any pod with no secure-llm.dev/workload in namespace inference can connect to anyone on every port',
    },
    {
      title: 'a pod in the network of its node',
      change: (documents) => {
        podSpecOf(the(documents, 'Deployment', 'llama')).hostNetwork = true;
      },
      sentence: 'Deployment inference/llama is in the network of its node, where no policy isolates it',
    },
  ]);

  test('judges the pods that are there where no namespace is called a zone', () => {
    const documents = DocumentSet.of([
      namespace('shop'),
      deployment('shop', 'frontend', { app: 'frontend' }),
      networkPolicy('shop', 'frontend', { podSelector: { matchLabels: { app: 'frontend' } } }),
    ]);
    expect(r2.judge(documents, {}).counterexamples.map(({ sentence }) => sentence)).toEqual([
      'Deployment shop/frontend is not isolated for egress: no policy selects it, so Deployment shop/frontend can connect to anyone on every port',
    ]);
  });

  test('judges the pods that are there where somebody else keeps the policies, and says whether the rest is known', () => {
    const documents = DocumentSet.of([
      deployment('theirs', 'server', { app: 'server' }),
      networkPolicy('theirs', 'server', {
        podSelector: { matchLabels: { app: 'server' } },
        policyTypes: ['Ingress', 'Egress'],
      }),
    ]);
    const judge = (denies: boolean) =>
      r2.judge(documents, { zones: ['theirs'], foreignNamespaces: { theirs: denies } });
    expect(judge(true).outcome).toBe(ClaimOutcome.PROVEN);
    expect(judge(false)).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: expect.stringContaining('theirs') as string,
    });
    expect(r2.judge(documents, { zones: ['theirs'] }).outcome).toBe(ClaimOutcome.REFUTED);
  });

  test('cannot be decided where there is nothing to judge', () => {
    const verdict = r2.judge(DocumentSet.of([namespace('shop')]), {});
    expect(verdict).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: expect.stringContaining('no namespace') as string,
    });
  });
});
