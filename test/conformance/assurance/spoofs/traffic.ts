import { impostorOf, IMPOSTURE } from '../impostor';
import { type Spoof } from '../spoof';
import { type Stage } from '../stage';
import { until } from '../until';
import { CALLER } from '../../stack/stack';
import { type PodRef } from '../../cluster/probes/packets';
import { type Tier } from '../../stack/tier';

const ROLES = ['guardrail', 'output-processor', 'inference'] as const;
const IMPOSTOR = 'impostor';

/** Asks a URL over and over, each time on a new connection, and prints how many answers were the impostor's. */
const ASK = `
import sys, urllib.request, urllib.error
hits = 0
for _ in range(40):
    try: hits += urllib.request.urlopen(sys.argv[1], timeout=3).read() == b"${IMPOSTURE}"
    except urllib.error.HTTPError: pass
    except OSError: pass
print(hits)
`;

/** Getting the traffic of a tier. */
export function trafficSpoofs(): readonly Spoof[] {
  return [...ROLES.map(wearLabels), ...ROLES.map(labelARunningPod), writeEndpoints(), selectOtherPods()];
}

function tierOf({ stack }: Stage, role: Tier['role']): Tier {
  const tier = stack.all.find((each) => each.role === role);
  if (tier === undefined) throw new Error(`the quickstart has no ${role}`);
  return tier;
}

function wearLabels(role: Tier['role']): Spoof {
  return {
    title: `a pod in its zone that wears the labels of the ${role}`,
    by: 'tenant',
    rules: ['workload-writers'],
    request: (stage, as) =>
      as.attempt(['create', '-f', '-'], { input: JSON.stringify(impostorOf(tierOf(stage, role), IMPOSTOR)) }),
    effect: async (stage) => {
      const tier = tierOf(stage, role);
      const pod = { namespace: tier.namespace, pod: IMPOSTOR };
      await ready(stage, pod);
      return `joined the EndpointSlice and answered ${await hits(stage, tier, await stage.addressOf(pod))} of 40 requests`;
    },
    undo: (stage) => removePod(stage, { namespace: tierOf(stage, role).namespace, pod: IMPOSTOR }),
  };
}

function labelARunningPod(role: Tier['role']): Spoof {
  return {
    title: `the label of the ${role} on a pod that runs in its zone`,
    // who may write pods there, with the ServiceAccount that belongs to the label: only its immutability stands against it
    by: 'deployer',
    rules: ['workload-identity-immutable'],
    request: (stage, as) => {
      const { namespace, pod } = stage.bystander(tierOf(stage, role));
      return as.attempt(['-n', namespace, 'label', 'pod', pod, `secure-llm.dev/workload=${tierOf(stage, role).name}`]);
    },
    effect: async (stage) => {
      const tier = tierOf(stage, role);
      const address = await stage.addressOf(stage.bystander(tier));
      await inSlices(stage, tier, address);
      return 'joined the EndpointSlice';
    },
    undo: async (stage) => {
      const { namespace, pod } = stage.bystander(tierOf(stage, role));
      await stage.users.administrator.attempt(['-n', namespace, 'label', 'pod', pod, 'secure-llm.dev/workload-']);
    },
  };
}

function writeEndpoints(): Spoof {
  const name = 'written-by-hand';
  return {
    title: 'an EndpointSlice of the guardrail, written by hand, that leads out of the zone',
    by: 'tenant',
    rules: ['endpoint-writers'],
    request: async (stage, as) => {
      const { guardrail } = stage.stack;
      const address = await stage.addressOf(stage.stranger({}));
      const slice = {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name,
          namespace: guardrail.namespace,
          labels: { 'kubernetes.io/service-name': guardrail.name },
        },
        addressType: 'IPv4',
        endpoints: [{ addresses: [address], conditions: { ready: true } }],
        ports: [{ name: 'http', port: 8000, protocol: 'TCP' }],
      };
      return as.attempt(['create', '-f', '-'], { input: JSON.stringify(slice) });
    },
    effect: async (stage) => {
      // the probe pod greets with a line of its own, which no guard does
      const { hostname } = new URL(stage.stack.guardrail.url);
      const greeted = await until(
        () => greetings(stage, hostname),
        (count) => count > 0,
      );
      if (greeted === 0) throw new Error('no connection went to the address that was written by hand');
      return `took ${greeted} of 40 connections to a pod in another namespace`;
    },
    undo: async (stage) => {
      const { namespace } = stage.stack.guardrail;
      await stage.users.administrator.attempt(['-n', namespace, 'delete', 'endpointslice', name, '--ignore-not-found']);
    },
  };
}

function selectOtherPods(): Spoof {
  return {
    title: 'another selector of the Service of the output processor',
    by: 'tenant',
    // the selector is no identity either
    rules: ['service-writers', 'service-exposure'],
    request: (stage, as) => {
      const { namespace, name } = stage.stack.outputProcessor;
      const patch = JSON.stringify({ spec: { selector: { 'secure-llm.dev/workload': null, app: 'nobody' } } });
      return as.attempt(['-n', namespace, 'patch', 'service', name, '--type=merge', '-p', patch]);
    },
    effect: async (stage) => {
      const { outputProcessor } = stage.stack;
      const left = await until(
        () => sliceAddresses(stage, outputProcessor),
        (addresses) => addresses.length === 0,
      );
      if (left.length > 0) throw new Error(`the Service still leads to ${left.join(', ')}`);
      return 'the Service leads to none of its pods';
    },
    undo: async (stage) => {
      const { namespace, name } = stage.stack.outputProcessor;
      const isService = ({
        kind,
        metadata,
      }: {
        kind: string;
        metadata: { name: string; namespace?: string };
      }): boolean => kind === 'Service' && metadata.name === name && metadata.namespace === namespace;
      const patch = JSON.stringify({ spec: { selector: { app: null } } });
      await stage.users.administrator.run(['-n', namespace, 'patch', 'service', name, '--type=merge', '-p', patch]);
      await stage.users.administrator.apply(stage.documents.filter(isService));
      await until(
        () => sliceAddresses(stage, stage.stack.outputProcessor),
        (addresses) => addresses.length > 0,
      );
    },
  };
}

async function ready(stage: Stage, { namespace, pod }: PodRef): Promise<void> {
  const args = ['-n', namespace, 'wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=90s'];
  await stage.users.administrator.run(args);
}

/** How many of 40 requests to the Service of a tier, by the one that may send them, are answered by the impostor. */
async function hits(stage: Stage, tier: Tier, address: string): Promise<number> {
  await inSlices(stage, tier, address);
  const { stack } = stage;
  const predecessor = { guardrail: undefined, 'output-processor': stack.guardrail, inference: stack.outputProcessor };
  const from = predecessor[tier.role];
  const { namespace, pod } = from === undefined ? CALLER : await stack.pod(from);
  const exec = ['-n', namespace, 'exec', pod, '--', 'python3', '-c', ASK, tier.url];
  const count = await until(
    async () => Number(await stage.users.administrator.run(exec)),
    (number) => number > 0,
  );
  if (count === 0) throw new Error(`no request to ${tier.url} was answered by the impostor`);
  return count;
}

const GREET = `
import socket, sys
hits = 0
for _ in range(40):
    try:
        with socket.create_connection((sys.argv[1], 8000), timeout=0.5) as connection: hits += connection.recv(8) == b"here\\n"
    except OSError: pass
print(hits)
`;

async function greetings(stage: Stage, host: string): Promise<number> {
  const exec = ['-n', CALLER.namespace, 'exec', CALLER.pod, '--', 'python3', '-c', GREET, host];
  return Number(await stage.users.administrator.run(exec));
}

async function inSlices(stage: Stage, tier: Tier, address: string): Promise<void> {
  const addresses = await until(
    () => sliceAddresses(stage, tier),
    (found) => found.includes(address),
  );
  if (!addresses.includes(address)) throw new Error(`${address} is not among the endpoints ${addresses.join(', ')}`);
}

/** The addresses that a tier's Service leads to. */
export async function sliceAddresses(stage: Stage, { namespace, name }: Tier): Promise<readonly string[]> {
  const slices = ['endpointslices', '-n', namespace, '-l', `kubernetes.io/service-name=${name}`];
  const found = await stage.users.administrator.list<{ endpoints?: { addresses: string[] }[] }>(...slices);
  return found.flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses));
}

async function removePod(stage: Stage, { namespace, pod }: PodRef): Promise<void> {
  const args = ['-n', namespace, 'delete', 'pod', pod, '--ignore-not-found', '--grace-period=0', '--force'];
  await stage.users.administrator.attempt(args);
}
