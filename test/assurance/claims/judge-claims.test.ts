import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLAIMS, ClaimOutcome, judgeClaims } from '../../../lib/assurance/claims';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { type KubernetesDocument } from '../../../lib/assurance/document';
import { quickstart } from './synthesized';

const POLICIES = join(__dirname, '../../../policies');

/** The rules of policies/, applied in a wave before everything else. */
function admissionRules(): KubernetesDocument[] {
  const files = readdirSync(POLICIES).filter((file) => file.endsWith('.yaml'));
  return DocumentSet.parse(...files.map((file) => readFileSync(join(POLICIES, file), 'utf8'))).documents.map(
    (document) => ({
      ...document,
      metadata: {
        ...document.metadata,
        annotations: { ...document.metadata.annotations, 'argocd.argoproj.io/sync-wave': '-60' },
      },
    }),
  );
}

const outcomes = (documents: DocumentSet, context = {}): Record<string, string> =>
  Object.fromEntries(
    judgeClaims(documents, context).map(({ claim, outcome, counterexamples }) => [
      claim,
      counterexamples[0]?.sentence ?? outcome,
    ]),
  );

describe('the claims', () => {
  test('are R1 to R15', () => {
    expect(CLAIMS.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, index) => `R${index + 1}`));
  });

  test('hold of what the library writes, with the admission rules, as far as the parts exist', () => {
    const { documents, connections } = quickstart(...admissionRules());
    const proven = Object.fromEntries(CLAIMS.map(({ id }) => [id, ClaimOutcome.PROVEN]));
    expect(outcomes(documents, { connections })).toEqual({ ...proven, R12: ClaimOutcome.UNDECIDABLE });
  });

  test('cite admission rules that are there', () => {
    const { documents, connections } = quickstart(...admissionRules());
    const cited = judgeClaims(documents, { connections }).flatMap(({ closedWorld }) => closedWorld.admissionRules);
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter(({ present }) => !present)).toEqual([]);
  });

  test('say without declarations what they can: that nobody stands open', () => {
    const { documents } = quickstart(...admissionRules());
    expect(outcomes(documents)).toMatchObject({
      R1: ClaimOutcome.UNDECIDABLE,
      R2: ClaimOutcome.PROVEN,
      R3: ClaimOutcome.UNDECIDABLE,
      R8: ClaimOutcome.UNDECIDABLE,
      R9: ClaimOutcome.PROVEN,
    });
  });

  test('find what is open in a stack of another tool', () => {
    const helm = DocumentSet.parse(
      [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: { name: vllm, namespace: llm }',
        'spec: { template: { metadata: { labels: { app: vllm } }, spec: { containers: [{ name: vllm, args: [--served-model-name, m], env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hf, key: t } } }] }] } } }',
        '---',
        'apiVersion: v1',
        'kind: Service',
        'metadata: { name: vllm, namespace: llm }',
        'spec: { type: LoadBalancer, selector: { app: vllm } }',
      ].join('\n'),
    );
    expect(outcomes(helm)).toMatchObject({
      R1: 'any pod in any namespace can connect to Deployment llm/vllm on every port, because no policy isolates it for ingress',
      R2: expect.stringContaining('Deployment llm/vllm is not isolated for') as string,
      R3: 'Deployment llm/vllm can connect to any pod in any namespace on every port, because no policy isolates it for egress',
      R4: expect.stringContaining('instance metadata') as string,
      R5: 'Service llm/vllm of type LoadBalancer opens it on every node',
      R9: 'any pod in any namespace but llm → Deployment llm/vllm passes without any output processor',
    });
  });

  test('change nothing about the documents', () => {
    const { documents, connections } = quickstart();
    const before = JSON.stringify(documents.documents);
    judgeClaims(documents, { connections });
    expect(JSON.stringify(documents.documents)).toBe(before);
  });
});
