import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatAnswer } from '../chat-client';
import { ask, isBlocked } from '../chat-request';
import { releaseRules, restoreRules, withPattern, writtenRules } from '../rule-release';
import { type Stack } from '../stack';

const CONCURRENCY = 4;
/** How kubectl shows a pod whose first container has failed. */
const FAILED_CHECK = /Init:(Error|CrashLoopBackOff)/;

/** What operators do to a stack while it is in use. */
export function operationsSuite(running: () => Stack): void {
  let stack: Stack;

  beforeAll(() => {
    stack = running();
  });

  /** Honest prompts go on while something happens. */
  async function underLoad(happening: () => Promise<void>): Promise<readonly ChatAnswer[]> {
    const load = stack.client().start([ask(stack.model, 'A question while things change')], CONCURRENCY, 30);
    try {
      await happening();
    } catch (error) {
      await load.stop();
      throw error;
    }
    return load.stop();
  }

  const failures = (answers: readonly ChatAnswer[]): string[] =>
    answers.filter(({ status }) => status !== 200).map(({ status, text }) => `${status} ${text}`);

  function say(what: string, answers: readonly ChatAnswer[]): void {
    const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds)).toFixed(0);
    console.log(`${what}: ${answers.length} requests, ${failures(answers).length} failed, slowest ${slowest} ms`);
  }

  test('new rules roll out in both tiers without one failed request', async () => {
    const pattern = { id: 'roll-out-1', family: 'roll-out', pattern: 'purple\\s+elephant', canary: 'purple elephant' };
    const guards = [stack.guardrail, stack.outputProcessor];
    try {
      const answers = await underLoad(async () => {
        for (const tier of guards) {
          await releaseRules(stack, tier, withPattern(writtenRules(stack, tier), pattern));
          await stack.cluster.kubectl.rollout(tier.namespace, tier.name, 300);
        }
        // the last old pod still drains
        await sleep(10_000);
      });
      say('new rules in both tiers', answers);
      expect(answers.length).toBeGreaterThan(50);
      expect(failures(answers)).toEqual([]);
      const [answer] = await stack.client().send([ask(stack.model, 'Tell me about the purple elephant')]);
      expect(answer !== undefined && isBlocked(answer)).toBe(true);
    } finally {
      await Promise.all(guards.map((tier) => restoreRules(stack, tier)));
    }
  });

  test('rules that do not hold stop at the check, and the old pods go on serving', async () => {
    const tier = stack.guardrail;
    // a canary that its pattern does not match
    const broken = { id: 'broken-1', family: 'broken', pattern: 'green\\s+elephant', canary: 'a grey mouse' };
    const before = (await stack.pods(tier)).map(({ metadata }) => metadata.name).sort();
    const waiting = ['get', 'pods', '-n', tier.namespace, '--field-selector=status.phase=Pending', '--no-headers'];
    try {
      const answers = await underLoad(async () => {
        await releaseRules(stack, tier, withPattern(writtenRules(stack, tier), broken));
        await stack.cluster.node.waitFor('the check of a new pod fails', 'kubelet', async () =>
          FAILED_CHECK.test(await stack.cluster.kubectl.run(waiting)),
        );
        // whatever would end the old pods because of that has had its time
        await sleep(5000);
      });
      say('rules that do not hold', answers);
      expect(failures(answers)).toEqual([]);
      expect((await stack.pods(tier)).map(({ metadata }) => metadata.name).sort()).toEqual(before);
    } finally {
      await restoreRules(stack, tier);
    }
  });

  test('a killed guard pod costs at most the requests that it held, and comes back', async () => {
    const tier = stack.guardrail;
    const answers = await underLoad(async () => {
      await sleep(2000);
      const { namespace, pod } = await stack.pod(tier);
      await stack.cluster.kubectl.run(['-n', namespace, 'delete', 'pod', pod, '--grace-period=0', '--force']);
      await stack.cluster.kubectl.rollout(tier.namespace, tier.name, 300);
      await sleep(2000);
    });
    say('a killed guardrail pod', answers);
    expect(failures(answers).length).toBeLessThanOrEqual(CONCURRENCY);
    expect(await stack.pods(tier)).toHaveLength(tier.replicas);
  });

  test('an eviction beyond the disruption budget is refused with 429', async () => {
    const tier = stack.outputProcessor;
    const pods = await stack.pods(tier);
    const results = [];
    for (const { metadata } of pods) {
      const eviction = {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: metadata.name, namespace: tier.namespace },
      };
      const path = `/api/v1/namespaces/${tier.namespace}/pods/${metadata.name}/eviction`;
      const args = ['create', '--raw', path, '-f', '-'];
      results.push(await stack.cluster.kubectl.attempt(args, { input: JSON.stringify(eviction) }));
    }
    expect(results[0]?.code).toBe(0);
    expect(results[1]?.stderr).toMatch(/TooManyRequests|disruption budget/);
    await stack.cluster.kubectl.rollout(tier.namespace, tier.name, 300);
  });

  test('while inference restarts callers get 502, 503 or 504, and then answers again', async () => {
    const tier = stack.inference;
    const answers = await underLoad(async () => {
      await sleep(1000);
      const { namespace, pod } = await stack.pod(tier);
      await stack.cluster.kubectl.run(['-n', namespace, 'delete', 'pod', pod, '--grace-period=0', '--force']);
      // right after the deletion the Deployment still counts the pod that is gone
      await stack.cluster.node.waitFor('another pod answers', 'kubelet', async () => {
        const pods = (await stack.pods(tier)).filter(({ metadata }) => metadata.name !== pod);
        return pods.some(({ status }) => status.containerStatuses?.every(({ ready }) => ready) ?? false);
      });
      await sleep(5000);
    });
    say('a restart of inference', answers);
    expect(
      [...new Set(answers.map(({ status }) => status))].filter((status) => ![200, 502, 503, 504].includes(status)),
    ).toEqual([]);
    expect(answers.at(-1)?.status).toBe(200);
  });

  test('a pod beyond the zone is refused, and it is said why', async () => {
    const { kubectl } = stack.cluster;
    const tier = stack.inference;
    const template = tier.deployment.spec.template;
    const [container] = template.spec.containers;
    const resources = { requests: { cpu: '1', memory: '1Ti' }, limits: { cpu: '1', memory: '1Ti' } };
    const big = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'too-big', namespace: tier.namespace },
      spec: { ...template.spec, containers: [{ ...container, resources }] },
    };
    const refused = await kubectl.attempt(['apply', '-f', '-'], { input: JSON.stringify(big) });
    expect(refused.stderr).toMatch(/maximum memory usage per Container is .*, but limit is 1Ti/);
    await kubectl.run(['-n', tier.namespace, 'scale', 'deployment', tier.name, '--replicas=20']);
    let event = '';
    for (let tries = 0; tries < 30 && event === ''; tries++) {
      await sleep(1000);
      const events = ['-n', tier.namespace, 'get', 'events', '--field-selector', 'reason=FailedCreate'];
      event = await kubectl.run([...events, '-o', 'jsonpath={.items[0].message}']).catch(() => '');
    }
    await kubectl.run(['-n', tier.namespace, 'scale', 'deployment', tier.name, `--replicas=${tier.replicas}`]);
    expect(event).toMatch(/exceeded quota: zone/);
  });
}
