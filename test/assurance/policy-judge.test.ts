import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubernetesDocument } from '../../lib/assurance/document';
import { DocumentSet } from '../../lib/assurance/document-set';
import { Severity } from '../../lib/assurance/finding';
import { judgeByPolicies, type PolicyJudgement } from '../../lib/assurance/policy-judge';
import { PolicySet } from '../../lib/assurance/policy-set';
import { configMap, deployment, document, namespace, pod, service, ZONE, ZONE_LABEL } from '../policies/documents';

const zone = namespace(ZONE, {
  [ZONE_LABEL]: ZONE,
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'v1.36',
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
});

function judge(...documents: readonly KubernetesDocument[]): PolicyJudgement {
  return judgeByPolicies(DocumentSet.of(documents));
}

const rules = ({ findings }: PolicyJudgement): string[] => findings.map(({ rule }) => rule);

describe('the quickstart', () => {
  const golden = readFileSync(join(__dirname, '../../examples/quickstart/quickstart.golden.yaml'), 'utf8');
  const { findings, coverage, zones } = judgeByPolicies(DocumentSet.parse(golden));

  test('meets every rule but that its images have no digest yet', () => {
    expect(findings.map(({ rule, severity, object }) => `${severity} ${rule} ${object.name}`).sort()).toEqual([
      'warning image-digest guardrail',
      'warning image-digest output-processor',
      'warning image-digest qwen',
    ]);
  });

  test('is three zones, each held against every rule about pods', () => {
    expect(zones).toHaveLength(3);
    const judged = Object.fromEntries(coverage.map(({ rule, judged }) => [rule, judged]));
    expect(judged).toMatchObject({ seccomp: 3, 'workload-identity': 3, 'zone-pod-security': 3, 'service-exposure': 3 });
  });
});

test('a hardened workload in a zone has no finding', () => {
  expect(judge(zone, deployment(), service()).findings).toEqual([]);
});

test('a finding says what, where, how bad, how to put it right and who asks for it', () => {
  const { findings } = judge(zone, deployment({ security: { privileged: true } }));
  expect(findings).toEqual([
    {
      rule: 'privilege-escalation',
      severity: Severity.ERROR,
      message: 'container guard may gain privileges',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: ZONE, name: 'guard' },
      remediation: PolicySet.shipped().policy('privilege-escalation')?.remediation,
      references: expect.arrayContaining([expect.stringContaining('Pod Security Standards: Restricted')]) as string[],
    },
  ]);
});

test('what cannot be evaluated is a finding and never a pass', () => {
  const broken = deployment();
  const { findings } = judge(zone, { ...broken, spec: { template: { spec: { containers: [{}] } } } });
  const message = findings.find(({ rule }) => rule === 'privilege-escalation')?.message;
  expect(message).toMatch(/^cannot tell whether a container may gain privileges: .*No such key: name/);
});

test('a namespace that nobody calls a zone is left alone', () => {
  expect(judge(namespace(ZONE), deployment({ labels: { app: 'x' }, security: { privileged: true } })).findings).toEqual(
    [],
  );
});

test('a namespace that nobody declares is a zone when a workload in it has an identity', () => {
  const { findings, zones } = judge(deployment({ security: { privileged: true } }));
  expect(zones).toEqual([ZONE]);
  expect(findings.map(({ rule }) => rule)).toEqual(['privilege-escalation']);
});

test("somebody else's stack is judged as a zone on demand", () => {
  const theirs = DocumentSet.of([
    deployment({ namespace: 'shop', labels: { app: 'x' }, security: { privileged: true } }),
  ]);
  expect(judgeByPolicies(theirs).findings).toEqual([]);
  const { findings } = judgeByPolicies(theirs, { zones: ['shop'] });
  expect(findings.map(({ rule }) => rule)).toEqual(['privilege-escalation', 'workload-identity']);
});

test('rules that a cluster alone can judge, and those that were held against a deployer, are named', () => {
  const { coverage } = judge(zone, deployment());
  const named = (key: 'clusterOnly' | 'asDeployer'): string[] =>
    coverage.filter((row) => row[key]).map(({ rule }) => rule);
  expect(named('clusterOnly')).toEqual([
    'approved-model-release',
    'approved-release',
    'ephemeral-containers',
    'interactive-access',
    'node-proxy',
    'token-requests',
    'workload-identity-immutable',
  ]);
  expect(named('asDeployer')).toContain('workload-writers');
  expect(coverage.find(({ rule }) => rule === 'workload-writers')?.judged).toBe(1);
  expect(coverage).toHaveLength(PolicySet.shipped().policies.length);
});

test('endpoints that a deployer writes by hand are found', () => {
  expect(rules(judge(zone, document('v1', 'Endpoints', { name: 'guard', namespace: ZONE })))).toEqual([
    'endpoint-writers',
  ]);
});

test('of what a cluster has already, neither the writer is asked for nor the node that the scheduler named', () => {
  const slice = (head: object): KubernetesDocument =>
    document('discovery.k8s.io/v1', 'EndpointSlice', { name: 'guard-1', namespace: ZONE, ...head }, { endpoints: [] });
  const running = (head: object): KubernetesDocument => {
    const made = pod();
    return { ...made, metadata: { ...made.metadata, ...head }, spec: { ...(made.spec as object), nodeName: 'node-1' } };
  };
  const live = { uid: '7f1d' };
  expect(rules(judge(zone, slice({}), running({})))).toEqual(['endpoint-writers', 'host-access']);
  expect(rules(judge(zone, slice(live), running(live)))).toEqual([]);
});

test('the parameters among the documents are those that count, without what they except', () => {
  const registries = 'quay.io/';
  const data = {
    registries,
    deployers: 'group secure-llm:deployers',
    exceptions: 'image-registry Workload zone/guard',
  };
  const parameters = configMap(data, { name: 'parameters', namespace: 'secure-llm-policies' });
  expect(rules(judge(zone, parameters, deployment()))).toEqual(['image-registry']);
  expect(rules(judge(zone, parameters, deployment({ container: { image: 'quay.io/guard:1' } })))).toEqual([
    'image-digest',
  ]);
});

test('the same documents give the same findings in any order', () => {
  const documents = [zone, pod({ pod: { runAsUser: 0 } }), service({ type: 'NodePort' })];
  const sorted = (judgement: PolicyJudgement): string[] =>
    judgement.findings.map((finding) => JSON.stringify(finding)).sort();
  expect(sorted(judge(...[...documents].reverse()))).toEqual(sorted(judge(...documents)));
});
