import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Severity } from '../../lib/assurance/finding';
import { POLICY_FOLDER, PolicySet } from '../../lib/assurance/policy-set';
import { TABLES } from './cases';

/** Every rule, by what it is about. A rule that is added or removed is added or removed here. */
const RULES = {
  pods: [
    'capabilities',
    'environment-injection',
    'environment-secrets',
    'graceful-stop',
    'high-user-ids',
    'host-access',
    'image-digest',
    'image-registry',
    'kernel-options',
    'privilege-escalation',
    'probe-host',
    'probes',
    'read-only-claims',
    'read-only-root',
    'replica-spread',
    'resource-limits',
    'rollout',
    'run-as-non-root',
    'runtime-annotations',
    'scratch-limits',
    'seccomp',
    'secret-file-mode',
    'secret-keys',
    'service-account-token',
    'service-links',
    'supplemental-groups',
    'user-namespace',
    'volume-types',
    'workload-identity',
  ],
  'other objects': [
    'disruption-budget',
    'foreign-network-policies',
    'immutable-config',
    'service-account-automount',
    'service-exposure',
    'terraform-token',
    'token-secrets',
    'zone-limits',
    'zone-pod-security',
    'zone-quota',
  ],
  'who writes': [
    'approval-writers',
    'endpoint-writers',
    'network-policy-writers',
    'policy-parameters',
    'quota-writers',
    'role-writers',
    'route-writers',
    'service-writers',
    'workload-writers',
    'zone-labels',
  ],
  'who releases': ['pipeline-identity', 'release-fields'],
  'what only a cluster sees': [
    'approved-model-release',
    'approved-release',
    'ephemeral-containers',
    'interactive-access',
    'node-proxy',
    'token-requests',
    'workload-identity-immutable',
  ],
};
const IDS = Object.values(RULES).flat().sort();

const { policies } = PolicySet.shipped();
const idsWhere = (holds: (policy: (typeof policies)[number]) => boolean): string[] =>
  policies.filter(holds).map(({ id }) => id);

test('the folder has these rules, a file each, and their parameters', () => {
  expect(policies.map(({ id }) => id)).toEqual(IDS);
  const others = ['README.md', 'parameters.yaml'];
  expect(readdirSync(POLICY_FOLDER).sort()).toEqual([...IDS.map((id) => `${id}.yaml`), ...others].sort());
});

test('each rule has a table', () => {
  expect([...TABLES.keys()]).toEqual(IDS);
});

test('these rules can be judged in a cluster only', () => {
  expect(idsWhere(({ judgesDocuments }) => !judgesDocuments)).toEqual(RULES['what only a cluster sees']);
});

test('these rules look at who asks, and documents are held against them as a deployer', () => {
  expect(idsWhere(({ looksAtUser }) => looksAtUser)).toEqual(
    [
      ...RULES['who writes'],
      ...RULES['who releases'],
      'approved-model-release',
      'approved-release',
      'service-account-automount',
      'token-requests',
    ].sort(),
  );
});

test('these rules warn, all others stop synthesis', () => {
  expect(idsWhere(({ severity }) => severity === Severity.WARNING)).toEqual([
    'disruption-budget',
    'graceful-stop',
    'high-user-ids',
    'image-digest',
    'immutable-config',
    'probes',
    'read-only-claims',
    'replica-spread',
    'rollout',
    'secret-file-mode',
    'secret-keys',
    'service-account-automount',
    'service-links',
    'supplemental-groups',
    'user-namespace',
  ]);
  expect(idsWhere(({ severity }) => severity === Severity.NOTE)).toEqual([]);
});

test('each rule says what it asks for, why, how to meet it and who asks for it', () => {
  for (const { id, title, rationale, remediation, references } of policies) {
    expect({ id, title }).toEqual({ id, title: expect.stringMatching(/^[a-z].{10,}[^.]$/i) as string });
    expect({ id, rationale }).toEqual({ id, rationale: expect.stringMatching(/^[A-Za-z].{40,}\.$/s) as string });
    expect({ id, remediation }).toEqual({ id, remediation: expect.stringMatching(/^[A-Z].{15,}\.$/s) as string });
    expect(references.length).toBeGreaterThan(0);
  }
});

/** Rules whose parameters are what approvers wrote. */
const APPROVALS: Readonly<Record<string, string>> = {
  'approved-model-release': 'approved-models',
  'approved-release': 'approved-rule-sets',
};

test('each binding denies, audits, and gives the parameters', () => {
  for (const { id, binding } of policies) {
    const approvals = APPROVALS[id];
    expect({ id, spec: binding.spec }).toMatchObject({
      id,
      spec: {
        validationActions: ['Deny', 'Audit'],
        paramRef:
          approvals === undefined
            ? { name: 'parameters', namespace: 'secure-llm-policies' }
            : { name: approvals, namespace: 'secure-llm-releases', parameterNotFoundAction: 'Deny' },
      },
    });
  }
});

test('these rules hold outside of zones too', () => {
  expect(idsWhere(({ binding }) => !JSON.stringify(binding.spec).includes('"secure-llm.dev/zone"'))).toEqual([
    'approval-writers',
    'node-proxy',
    'policy-parameters',
    'workload-identity',
    'workload-identity-immutable',
    'zone-labels',
    'zone-pod-security',
  ]);
});

test('the README lists every rule with what it asks for', () => {
  const readme = readFileSync(join(POLICY_FOLDER, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([a-z-]+)`\s+\| (error|warning)\s+\| (.*?)\s+\|$/gm)];
  expect(rows.map(([, id, severity, title]) => ({ id, severity, title }))).toEqual(
    policies.map(({ id, severity, title }) => ({ id, severity, title })),
  );
});
