import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentSet } from '../../../lib/assurance';
import { JUDGED_RESOURCES } from '../../../lib/cli/live/resources';
import { call, type CallResult } from '../call';
import { type FakeCluster, FakeKubectl } from './fake-kubectl';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const QUICKSTART = join(__dirname, '../../../examples/quickstart/quickstart.golden.yaml');
const RESOURCES: Readonly<Record<string, string>> = {
  Namespace: 'namespaces',
  Deployment: 'deployments.apps',
  Service: 'services',
  NetworkPolicy: 'networkpolicies.networking.k8s.io',
  ConfigMap: 'configmaps',
  ServiceAccount: 'serviceaccounts',
  ResourceQuota: 'resourcequotas',
  LimitRange: 'limitranges',
  PodDisruptionBudget: 'poddisruptionbudgets.policy',
};

/** The quickstart as a cluster holds it. */
const objects: Record<string, object[]> = {};
for (const document of DocumentSet.parse(readFileSync(QUICKSTART, 'utf8')).documents) {
  (objects[RESOURCES[document.kind] ?? document.kind] ??= []).push(document);
}

async function live(cluster: FakeCluster, ...args: string[]): Promise<CallResult & { calls: readonly string[] }> {
  const kubectl = new FakeKubectl({ serves: JUDGED_RESOURCES, ...cluster });
  return { ...(await call(['check', '--live', ...args], { run: kubectl.run })), calls: kubectl.calls };
}

describe('secure-llm check --live', () => {
  it('judges what is in the cluster as it judges files', async () => {
    const { code, out, err } = await live({ objects });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('objects from the cluster of the current context\n');
    expect(out).toContain('trust zones, by the label secure-llm.dev/zone: assistant-guardrail, ');
    expect(out).toMatch(/\n {2}R2 +proven /);
    expect(out).toMatch(/\n {2}R10 +proven /); // the rules in the ConfigMaps of the zones were read
  });

  it('asks the cluster that it is told, only for what it reads, and never for the data of Secrets', async () => {
    const { calls } = await live({ objects }, '--context', 'prod', '--kubeconfig', 'admin.conf');
    for (const line of calls) {
      expect(line).toMatch(/^kubectl (?:get|api-resources) /);
      expect(line).toMatch(/ --context=prod --kubeconfig=admin\.conf --request-timeout=30s$/);
    }
    expect(calls.filter((line) => line.includes(' secrets '))).toEqual([
      expect.stringMatching(/^kubectl get secrets --all-namespaces --no-headers --show-labels --context/),
    ]);
    expect(calls.filter((line) => line.includes(' configmaps ')).map((line) => line.split(' ')[3])).toEqual([
      '--namespace=assistant-guardrail',
      '--namespace=assistant-inference-qwen',
      '--namespace=assistant-output',
      '--namespace=secure-llm-policies',
    ]);
  });

  it('reads the parameters of every rule where its binding looks for them', async () => {
    const binding = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'rule' },
      spec: { policyName: 'rule', paramRef: { name: 'approved', namespace: 'approvals' } },
    };
    const bindings = { 'validatingadmissionpolicybindings.admissionregistration.k8s.io': [binding] };
    const { calls } = await live({ objects: { ...objects, ...bindings } });
    expect(calls.filter((line) => line.includes(' configmaps --namespace=approvals '))).toHaveLength(1);
  });

  it('reports what it may not see and what is not served', async () => {
    const serves = JUDGED_RESOURCES.filter((resource) => !resource.startsWith('validatingadmissionpolicies.'));
    const { out } = await live({ objects, serves, forbidden: ['secrets', 'roles.rbac.authorization.k8s.io'] });
    expect(out).toContain('\nnot seen in the cluster, so nothing below speaks of it\n');
    expect(out).toContain(
      '\n  validatingadmissionpolicies.admissionregistration.k8s.io: the cluster does not serve it\n',
    );
    expect(out).toContain('\n  secrets: Error from server (Forbidden): secrets is forbidden: User "auditor" ');
    expect(out).toContain('\n  roles.rbac.authorization.k8s.io: Error from server (Forbidden): ');
  });

  it('looks for policies of other kinds, which void every proof about connections', async () => {
    const foreign = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'open', namespace: 'x' },
    };
    const { code, out } = await live({ objects: { ...objects, 'ciliumnetworkpolicies.cilium.io': [foreign] } });
    expect(code).toBe(0);
    expect(out).toMatch(/\n {2}R2 +undecidable .*\n.*CiliumNetworkPolicy x\/open of cilium.io\/v2 is not read/);
  });

  it('sees that a Secret is a token that never expires, by its type alone', async () => {
    const row = 'assistant-output   robot   kubernetes.io/service-account-token   3   2d   team=a,app=b\n';
    const { code, out } = await live({ objects, secrets: row });
    expect(code).toBe(1);
    expect(out).toMatch(/\n {2}token-secrets: .*\n(?: {4}fix: .*\n)? {4}Secret assistant-output\/robot: /);
  });

  it('says once of a workload what is true of its pods, and leaves out what runs no more', async () => {
    const owner = (apiVersion: string, kind: string, name: string): object => ({
      ownerReferences: [{ apiVersion, kind, name, controller: true }],
    });
    const spec = { containers: [{ name: 'web', image: 'nginx:1.27' }] };
    const template = { metadata: { labels: { app: 'web' } }, spec };
    const meta = (name: string, more: object = {}): object => ({
      metadata: { name, namespace: 'shop', labels: { app: 'web' }, ...more },
    });
    const apps = 'apps/v1';
    const web: Record<string, object[]> = {
      namespaces: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
      'deployments.apps': [{ apiVersion: apps, kind: 'Deployment', ...meta('web'), spec: { template } }],
      'replicasets.apps': [
        {
          apiVersion: apps,
          kind: 'ReplicaSet',
          ...meta('web-1', owner(apps, 'Deployment', 'web')),
          spec: { template, replicas: 1 },
        },
        {
          apiVersion: apps,
          kind: 'ReplicaSet',
          ...meta('web-0', owner(apps, 'Deployment', 'web')),
          spec: { template, replicas: 0 },
        },
      ],
      pods: [
        { apiVersion: 'v1', kind: 'Pod', ...meta('web-1-a', owner(apps, 'ReplicaSet', 'web-1')), spec },
        { apiVersion: 'v1', kind: 'Pod', ...meta('loner'), spec, status: { phase: 'Running' } },
        { apiVersion: 'v1', kind: 'Pod', ...meta('over'), spec, status: { phase: 'Succeeded' } },
      ],
    };
    const { out } = await live({ objects: web }, '--format', 'json');
    const findings = (JSON.parse(out) as { findings: { rule: string; object: { name: string } }[] }).findings;
    const named = (rule: string): string[] =>
      findings.filter((each) => each.rule === rule).map(({ object }) => object.name);
    expect(named('seccomp').sort()).toEqual(['loner', 'web']);
    expect(findings.filter(({ object }) => /^(?:web-|over)/.test(object.name))).toEqual([]);
  });
});

describe('a cluster that cannot be asked', () => {
  it('ends the command with code 2 if kubectl is not there', async () => {
    const { code, err } = await call(['check', '--live']);
    expect(code).toBe(2);
    expect(err).toContain('kubectl cannot be started: spawn kubectl ENOENT; install it');
  });

  it('ends the command with code 2 if nobody answers', async () => {
    const run = (): { code: number; stdout: string; stderr: string } => ({
      code: 1,
      stdout: '',
      stderr: 'The connection to the server localhost:8080 was refused\n',
    });
    const { code, err } = await call(['check', '--live'], { run });
    expect(code).toBe(2);
    expect(err).toContain(
      'the cluster cannot be asked: The connection to the server localhost:8080 was refused; choose',
    );
  });

  it('ends the command with code 2 if nothing may be seen', async () => {
    const forbidden = [...JUDGED_RESOURCES, 'secrets', 'configmaps'];
    expect((await live({ forbidden })).code).toBe(2);
  });
});
