import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NETWORK } from '../cluster/network';
import { ask, contentOf } from './chat-request';
import { listenOutside } from './outside-host';
import { type Stack } from './stack';

const SCRIPT = readFileSync(join(__dirname, 'breach.py'), 'utf8');

/** One thing that somebody tried who runs code in the inference container. */
export interface Attempt {
  readonly attempt: string;
  readonly refused: boolean;
  readonly because: string;
}

/** Tries everything from a shell in the inference container. */
export async function breachByShell(stack: Stack): Promise<readonly Attempt[]> {
  const { namespace, pod } = await stack.pod(stack.inference);
  const exec = ['-n', namespace, 'exec', '-i', pod, '--', 'python3', '-c', SCRIPT];
  return whileOutsideListens(stack, async (input) => stack.cluster.kubectl.run(exec, { input }));
}

/** Tries the same through the model: a prompt on the output processor's hop, which the fake model obeys. */
export async function breachByPrompt(stack: Stack): Promise<readonly Attempt[]> {
  const key = stack.secrets.get(`${stack.inference.name}-hop/key`);
  if (key === undefined) throw new Error(`the key of the hop to ${stack.inference.name} is not known`);
  const client = stack.client(await stack.pod(stack.outputProcessor), stack.inference);
  return whileOutsideListens(stack, async (input) => {
    const command = `RUN ${decoded(input)} | python3 -c "$(${decoded(SCRIPT)})"`;
    const request = ask(stack.model, command, {}, { authorization: `Bearer ${key}` });
    const [answer] = await client.send([request], 1, 180);
    if (answer?.status !== 200) throw new Error(`the model did not obey: ${answer?.status} ${answer?.text}`);
    return contentOf(answer);
  });
}

/** The attempts as a list, one a line. */
export function listed(attempts: readonly Attempt[]): string {
  const width = Math.max(...attempts.map(({ attempt }) => attempt.length));
  return attempts
    .map(({ attempt, refused, because }) => `${refused ? 'refused' : 'POSSIBLE'}  ${attempt.padEnd(width)}  ${because}`)
    .join('\n');
}

/** base64, so that no shell reads quotes of its own into it. */
function decoded(text: string): string {
  return `echo ${Buffer.from(text).toString('base64')} | base64 -d`;
}

async function whileOutsideListens(stack: Stack, run: (input: string) => Promise<string>): Promise<readonly Attempt[]> {
  const end = await listenOutside(stack.cluster, [53, 80, 443]);
  try {
    return JSON.parse(await run(await targets(stack))) as Attempt[];
  } finally {
    end();
  }
}

async function targets(stack: Stack): Promise<string> {
  const guardrail = await stack.pod(stack.guardrail);
  const output = await stack.pod(stack.outputProcessor);
  return JSON.stringify({
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
}
