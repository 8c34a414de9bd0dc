import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../tools/command';
import { type Image } from '../../cluster/images/image';
import { fakeModelImage, guardImage } from '../../cluster/images/stack-images';
import { bytes, processors } from '../quantity';
import { type Stack } from '../stack';
import { type Tier } from '../tier';
import { warningsAbout } from '../warnings';

const FACTS = readFileSync(join(__dirname, '../pod-facts.py'), 'utf8');

interface PodFacts {
  readonly uids: readonly string[];
  readonly gids: readonly string[];
  readonly groups: readonly string[];
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: string;
  readonly seccomp: string;
  readonly uidMap: readonly (readonly [number, number, number])[];
  readonly writable: readonly string[];
  readonly memoryLimit: number;
  readonly cpuLimit: number;
  readonly token: boolean;
  readonly environment: readonly string[];
  readonly mounts: readonly string[];
  readonly devices: readonly string[];
}

const ROLES = ['guardrail', 'output-processor', 'inference'] as const;

/** What the kernel says about the running containers, whatever the manifests say. */
export function runningPodsSuite(running: () => Stack): void {
  const facts = new Map<string, PodFacts>();
  let stack: Stack;

  beforeAll(async () => {
    stack = running();
    for (const tier of stack.all) {
      const { text } = await stack.execute(tier, ['python3', '-c', FACTS]);
      facts.set(tier.role, JSON.parse(text) as PodFacts);
    }
  });

  const of = (role: string): PodFacts => {
    const found = facts.get(role);
    if (found === undefined) throw new Error(`nothing was learned about ${role}`);
    return found;
  };
  const tierOf = (role: string): Tier => stack.all.find((tier) => tier.role === role) ?? stack.inference;

  describe.each(ROLES)('the %s container', (role) => {
    test('runs as an ordinary user and group that no host account has', () => {
      expect(of(role).uids).toEqual(['10001', '10001', '10001', '10001']);
      expect(of(role).gids).toEqual(['10001', '10001', '10001', '10001']);
      expect(of(role).groups).toEqual(['10001']);
    });

    test('has no capability and cannot gain one', () => {
      expect(of(role).capabilities).toEqual(Array(5).fill('0'.repeat(16)));
      expect(of(role).noNewPrivileges).toBe('1');
    });

    test('is filtered by seccomp', () => {
      expect(of(role).seccomp).toBe('2');
    });

    test('lives in a user namespace whose root is nobody on the node', () => {
      const [map] = of(role).uidMap;
      expect(map?.[0]).toBe(0);
      expect(map?.[1]).toBeGreaterThanOrEqual(65536);
      expect(map?.[2]).toBe(65536);
    });

    test('can write nowhere but into /tmp', () => {
      expect(of(role).writable).toEqual(['/tmp']);
    });

    test('is limited to the memory and the processor time that were written', () => {
      const { limits } = tierOf(role).container.resources;
      expect(of(role).memoryLimit).toBe(bytes(limits['memory'] ?? ''));
      expect(of(role).cpuLimit).toBeCloseTo(processors(limits['cpu'] ?? ''));
    });

    test('has no ServiceAccount token', () => {
      expect(of(role).token).toBe(false);
    });

    test('has the environment of its image and its manifest, and nothing about other Services', async () => {
      const written = (tierOf(role).container.env ?? []).map(({ name }) => name);
      const image = role === 'inference' ? await fakeModelImage() : await guardImage();
      const expected = new Set(['HOME', 'HOSTNAME', ...(await environmentOf(image)), ...written]);
      // the kubelet tells every container about the API server's Service, also without service links; who may connect is
      // a policy's matter
      const others = of(role).environment.filter((name) => !/^KUBERNETES_(SERVICE|PORT)/.test(name));
      expect(others.filter((name) => !expected.has(name))).toEqual([]);
    });

    test('sees the written mounts and no other', () => {
      const written = (tierOf(role).container.volumeMounts ?? []).map(({ mountPath }) => mountPath);
      const always = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
      expect(of(role).mounts).toEqual([...written, ...always].sort());
    });

    test('has no device but the harmless ones', () => {
      const harmless = [
        'core',
        'fd',
        'full',
        'null',
        'ptmx',
        'random',
        'stderr',
        'stdin',
        'stdout',
        'termination-log',
        'tty',
        'urandom',
        'zero',
      ];
      expect(of(role).devices.filter((name) => !harmless.includes(name))).toEqual([]);
    });
  });

  test('the memory limit kills what eats too much, and neither the guard nor the node', async () => {
    const eat = `import time\nlist(bytearray(64 << 20) for _ in range(64))\ntime.sleep(1)`;
    const before = await stack.pods(stack.outputProcessor);
    const { code } = await stack.execute(stack.outputProcessor, ['python3', '-c', eat]);
    expect(code).toBe(137);
    const status = ['get', 'nodes', '-o', 'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}'];
    expect(await stack.cluster.kubectl.run(status)).toBe('True');
    await stack.cluster.kubectl.rollout(stack.outputProcessor.namespace, stack.outputProcessor.name);
    expect((await stack.pods(stack.outputProcessor)).map(({ metadata }) => metadata.name).sort()).toEqual(
      before.map(({ metadata }) => metadata.name).sort(),
    );
  });

  test('a pod that fills its /tmp beyond the written size is evicted and replaced', async () => {
    const tier = stack.guardrail;
    const { pod } = await stack.pod(tier);
    const size = tier.deployment.spec.template.spec.volumes.find(({ name }) => name === 'scratch-tmp')?.emptyDir
      ?.sizeLimit;
    const megabytes = 2 * Math.ceil(bytes(size ?? '') / 2 ** 20);
    const fill = `f = open('/tmp/fill', 'wb')\nfor _ in range(${megabytes}): f.write(bytes(1 << 20))\nf.flush()`;
    await stack.cluster.kubectl.run([
      '-n',
      tier.namespace,
      'exec',
      pod,
      '-c',
      tier.container.name,
      '--',
      'python3',
      '-c',
      fill,
    ]);
    let said = '';
    // the kubelet of this cluster measures volumes every ten seconds, as often as it looks at what it measured
    for (let tries = 0; tries < 150 && !said.includes('exceeds the limit'); tries++) {
      await sleep(1000);
      said = await warningsAbout(stack.cluster.kubectl, tier.namespace, pod);
    }
    expect(said).toMatch(/Evicted: Usage of EmptyDir volume "scratch-tmp" exceeds the limit/);
    // the event precedes the end of the pod, which counts as running until then
    await stack.cluster.node.waitFor('the evicted pod is replaced', 'kubelet', async () => {
      const names = (await stack.pods(tier)).map(({ metadata }) => metadata.name);
      return !names.includes(pod) && names.length === tier.replicas;
    });
    await stack.cluster.kubectl.rollout(tier.namespace, tier.name);
  });
}

/** Names of the variables that an image sets by itself. */
async function environmentOf(image: Image): Promise<string[]> {
  const read = (file: string): Promise<string> => run('tar', ['-xOf', image.archive, file]);
  const [manifest] = JSON.parse(await read('manifest.json')) as { readonly Config: string }[];
  const { config } = JSON.parse(await read(manifest?.Config ?? '')) as { readonly config: { readonly Env?: string[] } };
  return (config.Env ?? []).map((entry) => entry.split('=')[0] ?? '');
}
