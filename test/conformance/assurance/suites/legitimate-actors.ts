import { DocumentSet } from '../../../../lib/assurance/document-set';
import { judgeByPolicies } from '../../../../lib/assurance/policy-judge';
import { Severity } from '../../../../lib/assurance/finding';
import { ask } from '../../stack/chat-request';
import { fileArguments, type RunningPod } from '../../stack/stack';
import { type Tier } from '../../stack/tier';
import { zoneFiles } from '../../stack/written-documents';
import { deniedBy } from '../denial';
import { impostorOf } from '../impostor';
import { sliceAddresses } from '../spoofs/traffic';
import { type Stage } from '../stage';
import { until } from '../until';

const CONTROLLER = 'system:serviceaccount:kube-system:replicaset-controller';
const DRY_RUN = '--dry-run=server';
const IN_PARAMETERS = ['-n', 'secure-llm-policies'];

/** Whom the policies must not stand in the way of. */
export function legitimateActorsSuite(running: () => Stage): void {
  let stage: Stage;

  beforeAll(() => {
    stage = running();
  });

  const names = (pods: readonly RunningPod[]): string[] => pods.map(({ metadata }) => metadata.name);

  async function answers(): Promise<number | undefined> {
    const [answer] = await stage.stack.client().send([ask(stage.stack.model, 'Which bicycle fits a tall person?')]);
    return answer?.status;
  }

  /** Waits until the pods of the tier, which controllers made and the kubelet reported ready, are its endpoints. */
  async function settled(tier: Tier): Promise<void> {
    await stage.users.deployer.rollout(tier.namespace, tier.name, 300);
    const addresses = await until(
      () => sliceAddresses(stage, tier),
      (found) => found.length === tier.replicas,
    );
    expect(addresses).toHaveLength(tier.replicas);
  }

  test('a deployer applies the whole quickstart again', async () => {
    const args = ['apply', '--server-side', '--force-conflicts', '--validate=strict', ...fileArguments(zoneFiles())];
    const result = await stage.users.deployer.attempt(args);
    expect({ code: result.code, said: result.stderr }).toEqual({ code: 0, said: '' });
  });

  test('the controllers replace every pod of every tier, and the stack answers', async () => {
    const before = (await Promise.all(stage.stack.all.map((tier) => stage.stack.pods(tier)))).flatMap(names);
    for (const { namespace, name } of stage.stack.all)
      await stage.users.deployer.run(['-n', namespace, 'rollout', 'restart', `deployment/${name}`]);
    await Promise.all(stage.stack.all.map(settled));
    const after = (await Promise.all(stage.stack.all.map((tier) => stage.stack.pods(tier)))).flatMap(names);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
    expect(await answers()).toBe(200);
  });

  test('the pods that controllers made meet every rule', async () => {
    const zones = stage.stack.all.map(({ namespace }) => namespace);
    const live = await stage.users.administrator.run(['get', 'namespaces,pods', '-A', '-o', 'json']);
    const documents = DocumentSet.parse(live).documents.filter(
      ({ kind, metadata }) =>
        (kind === 'Namespace' && zones.includes(metadata.name)) ||
        (metadata.namespace !== undefined && zones.includes(metadata.namespace) && metadata.name !== 'bystander'),
    );
    const findings = judgeByPolicies(DocumentSet.of(documents)).findings.filter(
      // who creates a pod is not written on it, and the scheduler has named its node
      ({ severity, rule }) => severity === Severity.ERROR && !['workload-writers', 'host-access'].includes(rule),
    );
    expect(findings.map(({ rule, object, message }) => `${rule} ${object.name}: ${message}`)).toEqual([]);
    expect(documents.filter(({ kind }) => kind === 'Pod').length).toBeGreaterThanOrEqual(5);
  });

  test('the controller of a deleted Deployment collects its pods, and a deployer makes it anew', async () => {
    const tier = stage.stack.outputProcessor;
    await stage.users.deployer.run(['-n', tier.namespace, 'delete', 'deployment', tier.name]);
    const left = await until(
      () => sliceAddresses(stage, tier),
      (addresses) => addresses.length === 0,
      60,
    );
    expect(left).toEqual([]);
    await stage.users.deployer.apply([tier.deployment]);
    await settled(tier);
    expect(await answers()).toBe(200);
  });

  test('an evicted pod is replaced, within its disruption budget', async () => {
    const tier = stage.stack.guardrail;
    const [pod] = await stage.stack.pods(tier);
    const { name = '' } = pod?.metadata ?? {};
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: tier.namespace } };
    const path = `/api/v1/namespaces/${tier.namespace}/pods/${name}/eviction`;
    await stage.users.deployer.run(['create', '--raw', path, '-f', '-'], { input: JSON.stringify(eviction) });
    await until(
      async () => names(await stage.stack.pods(tier)),
      (left) => !left.includes(name) && left.length === tier.replicas,
      90,
    );
    await settled(tier);
    expect(names(await stage.stack.pods(tier))).not.toContain(name);
    const budget = await stage.users.administrator.get<{ status: { expectedPods: number } }>(
      'pdb',
      tier.name,
      '-n',
      tier.namespace,
    );
    expect(budget.status.expectedPods).toBe(tier.replicas);
  });

  test('an autoscaler scales a tier', async () => {
    const { namespace, name, replicas } = stage.stack.guardrail;
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: replicas + 1,
        maxReplicas: replicas + 1,
      },
    };
    await stage.users.deployer.apply([scaler]);
    try {
      const wanted = await until(
        () => stage.users.administrator.get<{ spec: { replicas: number } }>('deployment', name, '-n', namespace),
        ({ spec }) => spec.replicas === replicas + 1,
        90,
      );
      expect(wanted.spec.replicas).toBe(replicas + 1);
      await stage.users.deployer.rollout(namespace, name, 300);
    } finally {
      await stage.users.deployer.run(['-n', namespace, 'delete', 'hpa', name]);
      await stage.users.deployer.run(['-n', namespace, 'scale', 'deployment', name, `--replicas=${replicas}`]);
    }
  });

  test('a controller that is not named is denied: each acts under its own ServiceAccount', async () => {
    const { namespace, name, replicas } = stage.stack.guardrail;
    const read = await stage.users.administrator.get<{ data: Record<string, string> }>(
      'configmap',
      'parameters',
      ...IN_PARAMETERS,
    );
    const controllers = read.data['controllers'] ?? '';
    const replicaSets = `user ${CONTROLLER}`;
    expect(controllers.split('\n')).toContain(replicaSets);
    const write = (value: string): Promise<string> =>
      stage.users.deployer.run([
        ...[...IN_PARAMETERS, 'patch', 'configmap', 'parameters', '--type=merge'],
        ...['-p', JSON.stringify({ data: { controllers: value } })],
      ]);
    const scale = (count: number): Promise<string> =>
      stage.users.deployer.run(['-n', namespace, 'scale', 'deployment', name, `--replicas=${count}`]);
    try {
      await write(
        controllers
          .split('\n')
          .filter((line) => line !== replicaSets)
          .join('\n'),
      );
      const replicaSetController = stage.users.administrator.impersonating(CONTROLLER);
      const pod = JSON.stringify(impostorOf(stage.stack.guardrail, 'probe-of-parameters'));
      // parameters are read as the policies are, a second later; the controller itself is asked once, because it may report seldom
      const rule = await until(
        async () => deniedBy(await replicaSetController.attempt(['create', DRY_RUN, '-f', '-'], { input: pod })),
        (denied) => denied !== undefined,
      );
      expect(rule).toBe('workload-writers');
      await scale(replicas + 1);
      const selector = ['--field-selector', 'reason=FailedCreate', '-o', 'jsonpath={.items[*].message}'];
      const said = await until(
        () => stage.users.administrator.run(['-n', namespace, 'get', 'events', ...selector]),
        (text) => text.includes('workload-writers'),
        60,
      );
      expect(said).toMatch(/workload-writers\.secure-llm\.dev.* denied request/);
    } finally {
      await write(controllers);
      await scale(replicas);
    }
    await until(
      async () => (await stage.stack.pods(stage.stack.guardrail)).length,
      (count) => count === replicas,
    );
    await settled(stage.stack.guardrail);
  });

  test('a zone that a deployer deletes goes, because its controller may finish it', async () => {
    const name = 'short-lived';
    const source = stage.documents.find(({ kind, metadata }) => kind === 'Namespace' && metadata.labels !== undefined);
    await stage.users.deployer.apply([{ ...source, metadata: { ...source?.metadata, name } }]);
    await stage.users.deployer.run(['delete', 'namespace', name, '--timeout=60s']);
    expect((await stage.users.administrator.attempt(['get', 'namespace', name])).code).not.toBe(0);
  });

  test('a tenant goes on as ever outside of the zones', async () => {
    const deployment = [
      '-n',
      'other',
      'create',
      'deployment',
      'of-a-tenant',
      '--image=localhost/base:1',
      '--replicas=0',
    ];
    expect((await stage.users.tenant.attempt(deployment)).code).toBe(0);
    expect((await stage.users.tenant.attempt(['-n', 'other', 'delete', 'deployment', 'of-a-tenant'])).code).toBe(0);
  });
}
