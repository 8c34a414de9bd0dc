import { attempt, type CommandResult } from '../../tools/command';
import { type Kubectl } from '../../cluster/kubectl';
import { type Spoof } from '../spoof';
import { type Stage } from '../stage';

/** `timeout` ends what would go on for ever with this code: then the way in was open. */
const TIMED_OUT = 124;

/** Getting into a pod of a zone, past every policy on packets. */
export function enteringSpoofs(): readonly Spoof[] {
  return [
    exec('tenant'),
    exec('deployer'),
    exec('administrator'),
    {
      title: 'attach to a guard',
      by: 'tenant',
      rules: ['interactive-access'],
      request: async (stage, as) =>
        held(as, ['-n', ...(await guard(stage)).slice(0, 1), 'attach', ...(await guard(stage)).slice(1)]),
    },
    {
      title: 'forward a port of a guard',
      by: 'tenant',
      rules: ['interactive-access'],
      request: async (stage, as) => {
        const [namespace, pod] = await guard(stage);
        return held(as, ['-n', namespace, 'port-forward', `pod/${pod}`, ':9090']);
      },
    },
    proxy('a guard pod', async (stage) => {
      const [namespace, pod] = await guard(stage);
      return `/api/v1/namespaces/${namespace}/pods/${pod}:9090/proxy/healthz`;
    }),
    proxy('the Service of the guardrail', ({ stack: { guardrail } }) =>
      Promise.resolve(`/api/v1/namespaces/${guardrail.namespace}/services/${guardrail.name}:9090/proxy/healthz`),
    ),
    {
      title: 'the kubelet through the proxy of its node',
      by: 'tenant',
      rules: ['node-proxy'],
      request: ({ stack }, as) => as.attempt(['get', '--raw', `/api/v1/nodes/${stack.cluster.node.name}/proxy/pods`]),
    },
    addContainer('tenant', ['ephemeral-containers', 'workload-writers']),
    addContainer('deployer', ['ephemeral-containers']),
    {
      title: 'a token of the ServiceAccount of a guard',
      by: 'tenant',
      rules: ['token-requests'],
      request: ({ stack: { guardrail } }, as) =>
        as.attempt(['-n', guardrail.namespace, 'create', 'token', guardrail.name]),
    },
    {
      title: 'a Secret that is a token for ever',
      by: 'tenant',
      rules: ['token-secrets'],
      request: ({ stack: { guardrail } }, as) => {
        const metadata = {
          name: 'token-for-ever',
          namespace: guardrail.namespace,
          annotations: { 'kubernetes.io/service-account.name': guardrail.name },
        };
        const secret = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/service-account-token', metadata };
        return as.attempt(['create', '--dry-run=server', '-f', '-'], { input: JSON.stringify(secret) });
      },
    },
  ];
}

function exec(by: Spoof['by']): Spoof {
  return {
    title: 'exec into the inference container',
    by,
    rules: ['interactive-access'],
    request: async ({ stack }, as) => {
      const { namespace, pod } = await stack.pod(stack.inference);
      return as.attempt(['-n', namespace, 'exec', pod, '--', 'id', '-u']);
    },
  };
}

function proxy(what: string, path: (stage: Stage) => Promise<string>): Spoof {
  return {
    title: `${what} through the proxy of the API server`,
    by: 'tenant',
    rules: ['interactive-access'],
    request: async (stage, as) => as.attempt(['get', '--raw', await path(stage)]),
  };
}

function addContainer(by: Spoof['by'], rules: readonly string[]): Spoof {
  return {
    title: 'a container added to a running pod',
    by,
    rules,
    request: async (stage, as) => {
      const [namespace, pod] = await guard(stage);
      const live = await stage.users.administrator.get<{
        spec: { containers: { image: string; securityContext: object }[]; ephemeralContainers?: object[] };
      }>('pod', pod, '-n', namespace);
      const [container] = live.spec.containers;
      const added = {
        name: 'added',
        image: container?.image,
        imagePullPolicy: 'Never',
        command: ['true'],
        securityContext: container?.securityContext,
      };
      const changed = { ...live, spec: { ...live.spec, ephemeralContainers: [added] } };
      const path = `/api/v1/namespaces/${namespace}/pods/${pod}/ephemeralcontainers?dryRun=All`;
      return as.attempt(['replace', '--raw', path, '-f', '-'], { input: JSON.stringify(changed) });
    },
  };
}

async function guard({ stack }: Stage): Promise<[namespace: string, pod: string]> {
  const { namespace, pod } = await stack.pod(stack.guardrail);
  return [namespace, pod];
}

/** Runs what never ends by itself for some seconds. */
async function held(as: Kubectl, args: readonly string[]): Promise<CommandResult> {
  const result = await attempt('timeout', ['4', ...as.words, ...args]);
  return result.code === TIMED_OUT ? { ...result, code: 0 } : result;
}
