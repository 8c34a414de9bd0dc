import { type DocumentJudgement, DocumentSet, judgeDocuments, type JudgeOptions } from '../../../lib/assurance';
import { CONTEXT, type Draft, requestPath } from '../claims/request-path';

/** @returns the judgement of a caller's request path after the change */
export function judged(
  change: (documents: Draft[]) => Draft[] = (all) => all,
  options: JudgeOptions = {},
): DocumentJudgement {
  return judgeDocuments(DocumentSet.of(change(requestPath())), { ...CONTEXT, ...options });
}

/** Takes the policies of the model server away: everybody reaches it, and it reaches everybody. */
export function withoutPolicies(documents: Draft[]): Draft[] {
  return documents.filter(({ kind, metadata }) => kind !== 'NetworkPolicy' || metadata.namespace !== 'inference');
}

/** What somebody would write into a document who wants a reader of the report to see or run something else. */
export const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\`\${7*7}{{8*8}}\u202e]]>&lt;--`;

/** Writes hostile text wherever the report takes text from documents. */
export function hostile(documents: Draft[]): Draft[] {
  const [first, ...rest] = documents;
  if (first === undefined) throw new Error('no document');
  const labels = { ...first.metadata.labels, [HOSTILE]: HOSTILE };
  const waiver = JSON.stringify({ reason: HOSTILE, evidence: HOSTILE, owner: HOSTILE, expires: '2027-01-31' });
  const annotations = {
    'secure-llm.dev/waiver.image-digest': waiver,
    [`secure-llm.dev/waiver.${HOSTILE}`]: waiver,
  };
  return [
    { ...first, metadata: { ...first.metadata, labels } },
    ...rest.map((document) =>
      document.kind === 'Deployment' && document.metadata.name === 'llama'
        ? { ...document, metadata: { ...document.metadata, annotations } }
        : document,
    ),
    pod(HOSTILE, HOSTILE),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: HOSTILE, namespace: 'inference' },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { [HOSTILE]: HOSTILE } } }] }],
      },
    },
  ];
}

function pod(namespace: string, name: string): Draft {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { 'secure-llm.dev/workload': name } },
    spec: {
      containers: [{ name, image: name, env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name, key: 'k' } } }] }],
    },
  };
}
