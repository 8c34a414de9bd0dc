import { header, ask } from '../chat-request';
import { type Stack } from '../stack';
import { type Tier } from '../tier';

const REQUESTS = 5000;
/** Beyond the slots and the queue of one caller, so that some are refused. */
const CONCURRENCY = 96;
/** What a guard pod may have grown by in the end; its workers hold caches of compiled patterns and buffers of bodies. */
const GROWTH_BYTES = 96 * 2 ** 20;

/** The memory of a container without its page cache, in bytes. */
const MEMORY = `
import os
v1 = '/sys/fs/cgroup/memory/memory.stat'
stat = dict(line.split() for line in open(v1 if os.path.exists(v1) else '/sys/fs/cgroup/memory.stat'))
print(stat.get('total_rss') or stat['anon'])`;

/** What happens when more is asked than can be done. */
export function loadSuite(running: () => Stack): void {
  test(`${REQUESTS} requests at saturation: answers or an honest refusal, and no growth`, async () => {
    const stack = running();
    const guards = [stack.guardrail, stack.outputProcessor];
    const warm = Array.from({ length: 200 }, (_, index) => ask(stack.model, `Warm-up question ${index}`));
    await stack.client().send(warm, 8);
    const before = await memories(stack, guards);
    const requests = Array.from({ length: REQUESTS }, (_, index) =>
      ask(stack.model, `Question ${index} about bicycles`),
    );
    const started = Date.now();
    const answers = await stack.client().send(requests, CONCURRENCY, 120);
    const seconds = (Date.now() - started) / 1000;
    const after = await memories(stack, guards);

    const counts = new Map<number, number>();
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
    const served = answers.filter(({ status }) => status === 200).map(({ milliseconds }) => milliseconds);
    served.sort((a, b) => a - b);
    const quantile = (share: number): string => (served[Math.floor(served.length * share)] ?? 0).toFixed(0);
    const grown = Object.entries(after).map(([pod, bytes]) => ({ pod, growth: bytes - (before[pod] ?? bytes) }));
    console.log(
      [
        `${answers.length} requests, ${CONCURRENCY} at a time, ${seconds.toFixed(0)} s: ${(answers.length / seconds).toFixed(0)} a second`,
        `status: ${[...counts].map(([status, count]) => `${status} × ${count}`).join(', ')}`,
        `served in: p50 ${quantile(0.5)} ms, p90 ${quantile(0.9)} ms, p99 ${quantile(0.99)} ms`,
        ...grown.map(({ pod, growth }) => `${pod}: ${(growth / 2 ** 20).toFixed(1)} MiB more`),
      ].join('\n'),
    );
    expect(answers).toHaveLength(REQUESTS);
    expect(
      answers.filter(({ status }) => status !== 200 && status !== 503).map(({ status, text }) => `${status} ${text}`),
    ).toEqual([]);
    expect(answers.filter((answer) => answer.status === 503 && header(answer, 'retry-after') === undefined)).toEqual(
      [],
    );
    expect(served.length).toBeGreaterThan(REQUESTS / 10);
    expect(grown.filter(({ growth }) => growth > GROWTH_BYTES)).toEqual([]);
  });
}

async function memories(stack: Stack, tiers: readonly Tier[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const tier of tiers) {
    for (const { metadata } of await stack.pods(tier)) {
      const exec = [
        '-n',
        tier.namespace,
        'exec',
        metadata.name,
        '-c',
        tier.container.name,
        '--',
        'python3',
        '-c',
        MEMORY,
      ];
      found[metadata.name] = Number(await stack.cluster.kubectl.run(exec));
    }
  }
  return found;
}
