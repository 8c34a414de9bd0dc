import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NETWORK } from '../../cluster/network';
import { listenOutside } from '../outside-host';
import { type Stack } from '../stack';

const SCRIPT = readFileSync(join(__dirname, '../breach.py'), 'utf8');

interface Attempt {
  readonly attempt: string;
  readonly refused: boolean;
  readonly because: string;
}

/** Somebody runs code in the inference container: what can they do with it? */
export function assumedBreachSuite(running: () => Stack): void {
  let attempts: readonly Attempt[];

  beforeAll(async () => {
    const stack = running();
    const { kubectl } = stack.cluster;
    const end = await listenOutside(stack.cluster, [53, 80, 443]);
    const inference = await stack.pod(stack.inference);
    const guardrail = await stack.pod(stack.guardrail);
    const output = await stack.pod(stack.outputProcessor);
    const input = JSON.stringify({
      targets: [
        ['the metadata service', NETWORK.metadata, 80],
        ['the API server by its Service', NETWORK.apiServerService, 443],
        ['the API server by its node', NETWORK.node, NETWORK.apiServerPort],
        ['the kubelet', NETWORK.node, 10250],
        ['the cluster DNS', NETWORK.dnsService, 53],
        ['the guardrail', guardrail.ip, 8000],
        ['the output processor', output.ip, 8000],
        ["the output processor's metrics", output.ip, 9090],
        ['a host outside', NETWORK.outsideHost, 443],
      ],
      names: ['kubernetes.default.svc.cluster.local', 'example.com'],
      dns: [NETWORK.dnsService, NETWORK.outsideHost, '127.0.0.1'],
    });
    const exec = ['-n', inference.namespace, 'exec', '-i', inference.pod, '--', 'python3', '-c', SCRIPT];
    attempts = JSON.parse(await kubectl.run(exec, { input })) as Attempt[];
    end();
    const width = Math.max(...attempts.map(({ attempt }) => attempt.length));
    const lines = attempts.map(({ attempt, refused, because }) => {
      return `${refused ? 'refused' : 'POSSIBLE'}  ${attempt.padEnd(width)}  ${because}`;
    });
    console.log(`a shell in the inference container tries\n${lines.join('\n')}`);
  });

  test('tries more than thirty things', () => {
    expect(attempts.length).toBeGreaterThan(30);
  });

  test('is refused everything', () => {
    expect(attempts.filter(({ refused }) => !refused)).toEqual([]);
  });
}
