import { type Precondition, PreconditionState } from '../../../../lib/cli/doctor/precondition';
import { until } from '../../assurance/until';
import { type Cluster } from '../../cluster/cluster';
import { type KubernetesObject } from '../../cluster/kubectl';
import { type Diagnosis, doctor } from '../doctor';
import { needyProgram, SHOP } from '../needy-program';
import { PROVISIONS, withdrawAll } from '../provisions';

const VERSION = '1.36';
const ENFORCER = 'something that enforces NetworkPolicies';

/** What `doctor` says of a cluster that lacks everything, then of the same with one thing more at a time. */
export function preconditionsSuite(running: () => Cluster): void {
  let cluster: Cluster;
  let last: Diagnosis;

  const diagnose = (): Promise<Diagnosis> => doctor(cluster, needyProgram(VERSION));
  const of = ({ preconditions }: Diagnosis, need: string): Precondition => {
    const found = preconditions.get(need);
    if (found === undefined) throw new Error(`doctor says nothing of ${need}: ${[...preconditions.keys()].join(', ')}`);
    return found;
  };
  const missing = ({ preconditions }: Diagnosis): string[] =>
    [...preconditions.values()].filter(({ state }) => state === PreconditionState.MISSING).map(({ need }) => need);

  beforeAll(async () => {
    cluster = running();
    await withdrawAll(cluster);
    await cluster.kubectl.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } }]);
    last = await diagnose();
  }, 300_000);

  test('misses everything that is not there, and nothing else', () => {
    expect(missing(last).sort()).toEqual(PROVISIONS.map(({ need }) => need).sort());
    expect(of(last, `Kubernetes ${VERSION} or newer`)).toMatchObject({ state: 'met' });
    expect(of(last, ENFORCER)).toMatchObject({ state: 'met', found: expect.stringMatching(/^Cilium/) });
    // operators bring these
    for (const name of ['from-vault', 'web-tls']) expect([...last.preconditions.keys()].join()).not.toContain(name);
    expect(last.code).toBe(1);
  });

  test.each(PROVISIONS.map((each) => [each.need, each] as const))('finds %s once it is there', async (need, each) => {
    const before = missing(last);
    expect(of(last, need)).toMatchObject({ state: 'missing', found: each.without });
    expect(of(last, need).remedy).toContain(each.remedy);
    if (each.almost !== undefined) {
      const [found, provide] = each.almost;
      await provide(cluster);
      expect(of(await diagnose(), need)).toMatchObject({ state: 'missing', found });
    }
    await each.provide(cluster);
    last = await diagnose();
    expect(of(last, need)).toMatchObject({ state: 'met', found: each.withIt });
    expect(of(last, need).remedy).toBeUndefined();
    expect(missing(last)).toEqual(before.filter((other) => other !== need));
  });

  test('ends well when nothing is missing', () => {
    expect(missing(last)).toEqual([]);
    expect(last.code).toBe(0);
  });

  test('misses a Kubernetes that is as new as the program', async () => {
    const found = await doctor(cluster, needyProgram('1.99'));
    expect(of(found, 'Kubernetes 1.99 or newer')).toMatchObject({
      state: 'missing',
      found: expect.stringMatching(/^API server v1\.36\.\d+, node v1\.36\.\d+$/),
      remedy: expect.stringContaining("kubernetesVersion '1.36'"),
    });
    expect(missing(found)).toEqual(['Kubernetes 1.99 or newer']);
  });

  test('misses an enforcer that nothing shows any more', async () => {
    const nodes = await cluster.kubectl.list<KubernetesObject>('ciliumnodes');
    const { metadata, ...rest } = nodes[0]!;
    await cluster.kubectl.run(['delete', 'ciliumnode', metadata.name]);
    try {
      const found = await diagnose();
      expect(of(found, ENFORCER)).toMatchObject({
        state: 'missing',
        remedy: expect.stringMatching(/^Install Calico .* or Cilium/),
      });
    } finally {
      const { name, labels } = metadata;
      await cluster.kubectl.apply([{ ...rest, metadata: { name, labels } }]);
    }
  });

  test('misses an enforcer whose agent does not run', async () => {
    const labels = { app: 'calico-node' };
    const image = 'quay.io/calico/node:v3.32.0';
    const agent = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'calico-node', namespace: SHOP },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'agent', image, imagePullPolicy: 'Never' }] },
        },
      },
    };
    await cluster.kubectl.apply([agent]);
    try {
      const found = await until(
        async () => of(await diagnose(), ENFORCER),
        (each) => each.found.endsWith('of 1 nodes'),
      );
      expect(found).toMatchObject({ state: 'missing', found: 'Calico v3.32.0, ready on 0 of 1 nodes' });
    } finally {
      await cluster.kubectl.run(['-n', SHOP, 'delete', 'daemonset', 'calico-node']);
    }
  });
}
