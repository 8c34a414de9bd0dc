import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { judgeByPolicies } from '../../../lib/assurance/policy-judge';
import { document, namespace } from '../../policies/documents';
import { ApiServer } from '../api-server/api-server';
import { podSecurityExamples, STANDARD_VERSION, type StandardExample } from './pod-security-data';

/** Rules that together ask for what Pod Security restricted asks for, and for no less under user namespaces. */
const RULES = new Set([
  'capabilities',
  'host-access',
  'kernel-options',
  'privilege-escalation',
  'probe-host',
  'run-as-non-root',
  'seccomp',
  'volume-types',
]);
/** Where the rules ask for more than the standard does, with the reason. */
const STRICTER: Readonly<Record<string, string>> = {
  'restricted/pass/base_windows': 'the standard excuses Windows pods from options of Linux; no tier runs on Windows',
};
const OPEN = 'open';
const RESTRICTED = 'restricted';

let server: ApiServer;
let examples: readonly StandardExample[];

beforeAll(async () => {
  examples = await podSecurityExamples();
  server = await ApiServer.start();
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': STANDARD_VERSION,
  };
  const account = (zone: string): KubernetesDocument =>
    document('v1', 'ServiceAccount', { name: 'default', namespace: zone }, { automountServiceAccountToken: false });
  for (const object of [namespace(OPEN), namespace(RESTRICTED, labels), account(OPEN), account(RESTRICTED)]) {
    expect((await server.client().create(object)).status).toBe(201);
  }
});

afterAll(() => server[Symbol.asyncDispose]());

test('the rules deny every example that Pod Security restricted denies, and let the others pass', async () => {
  const table = {
    examples: examples.length,
    denied: 0,
    admitted: 0,
    invalid: [] as string[],
    different: [] as string[],
  };
  for (const { name, pod } of examples) {
    const defaulted = await server.client().create(inNamespace(pod, OPEN), { dryRun: true });
    if (defaulted.status !== 201) {
      table.invalid.push(name);
      continue;
    }
    const { status } = await server.client().create(inNamespace(pod, RESTRICTED), { dryRun: true });
    expect([201, 403]).toContain(status);
    table[status === 201 ? 'admitted' : 'denied'] += 1;
    const isDenied = violated(defaulted.body as KubernetesDocument).length > 0;
    if (isDenied !== (status === 403)) table.different.push(name);
  }
  console.log(`pod security: ${JSON.stringify(table)}`);
  expect(table.different).toEqual(Object.keys(STRICTER));
  // field validation of the API server refuses these before any policy is asked
  expect(table.invalid.every((name) => name.includes('procmount'))).toBe(true);
  expect(table).toMatchObject({ examples: 148 });
  expect(table.denied).toBeGreaterThan(100);
  expect(table.admitted).toBeGreaterThan(20);
});

test('they deny as written what fails the standard, also where nothing is defaulted', () => {
  const passing = examples.filter(({ name, pod }) => name.includes('/fail/') && violated(pod).length === 0);
  expect(passing).toEqual([]);
});

function inNamespace(pod: KubernetesDocument, zone: string): KubernetesDocument {
  return { ...pod, metadata: { ...pod.metadata, namespace: zone } };
}

function violated(pod: KubernetesDocument): string[] {
  const { findings } = judgeByPolicies(DocumentSet.of([pod]), { zones: [pod.metadata.namespace ?? 'default'] });
  return findings.map(({ rule }) => rule).filter((rule) => RULES.has(rule));
}
