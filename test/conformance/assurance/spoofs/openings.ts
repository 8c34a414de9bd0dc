import { arrives } from '../../cluster/probes/packets';
import { impostorOf } from '../impostor';
import { type Spoof } from '../spoof';
import { type Stage } from '../stage';
import { until } from '../until';

const DRY_RUN = '--dry-run=server';
const OPENED = 'opened';

/** Changing what keeps others out of a zone, or what runs in it. */
export function openingSpoofs(): readonly Spoof[] {
  return [
    {
      title: 'the policies on inference deleted',
      by: 'tenant',
      rules: ['network-policy-writers'],
      request: ({ stack: { inference } }, as) =>
        as.attempt(['-n', inference.namespace, 'delete', 'networkpolicy', 'default-deny', `${inference.name}-ingress`]),
      effect: strangerConnects,
      undo: restorePolicies,
    },
    {
      title: 'a policy of their own that lets everybody in',
      by: 'tenant',
      rules: ['network-policy-writers'],
      request: ({ stack: { inference } }, as) =>
        as.attempt(['create', '-f', '-'], { input: JSON.stringify(letsAll(inference.namespace)) }),
      effect: strangerConnects,
      undo: removeOpened('networkpolicy'),
    },
    {
      title: 'every policy of a zone deleted at once',
      by: 'tenant',
      rules: ['network-policy-writers'],
      request: ({ stack: { inference } }, as) =>
        as.attempt([
          'delete',
          '--raw',
          `/apis/networking.k8s.io/v1/namespaces/${inference.namespace}/networkpolicies?dryRun=All`,
        ]),
    },
    {
      title: 'a policy of another kind that lets everybody in',
      by: 'tenant',
      rules: ['foreign-network-policies'],
      request: ({ stack: { inference } }, as) =>
        as.attempt(['create', '-f', '-'], {
          input: JSON.stringify({
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            metadata: { name: OPENED, namespace: inference.namespace },
            spec: { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] },
          }),
        }),
      effect: strangerConnects,
      undo: removeOpened('ciliumnetworkpolicy'),
    },
    {
      title: 'another program in the containers of a guard',
      by: 'tenant',
      rules: ['workload-writers'],
      request: ({ stack: { guardrail } }, as) => {
        const containers = [{ name: guardrail.container.name, command: ['python3', '-c', 'pass'] }];
        const patch = JSON.stringify({ spec: { template: { spec: { containers } } } });
        return as.attempt(['-n', guardrail.namespace, 'patch', 'deployment', guardrail.name, '-p', patch, DRY_RUN]);
      },
    },
    {
      title: 'a Job with the identity of a guard',
      by: 'tenant',
      rules: ['workload-writers'],
      request: ({ stack: { guardrail } }, as) => {
        const { metadata, spec } = impostorOf(guardrail, 'job') as { metadata: { labels: object }; spec: object };
        const job = {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'job', namespace: guardrail.namespace },
          spec: { template: { metadata: { labels: metadata.labels }, spec: { ...spec, restartPolicy: 'Never' } } },
        };
        return as.attempt(['create', DRY_RUN, '-f', '-'], { input: JSON.stringify(job) });
      },
    },
    {
      title: 'a pod with the label of a guard and another ServiceAccount',
      by: 'deployer',
      rules: ['workload-identity'],
      request: ({ stack: { guardrail } }, as) => {
        const pod = impostorOf(guardrail, 'other-account') as { spec: object };
        const other = { ...pod, spec: { ...pod.spec, serviceAccountName: 'default' } };
        return as.attempt(['create', DRY_RUN, '-f', '-'], { input: JSON.stringify(other) });
      },
    },
    {
      title: 'a Service of the zone that selects by another label',
      by: 'deployer',
      rules: ['service-exposure'],
      request: ({ stack: { inference } }, as) =>
        as.attempt(['create', DRY_RUN, '-f', '-'], {
          input: JSON.stringify(service(inference.namespace, { selector: { app: 'anything' } })),
        }),
    },
    {
      title: 'a Service of the zone that leads to the outside',
      by: 'deployer',
      rules: ['service-exposure'],
      request: ({ stack: { inference } }, as) =>
        as.attempt(['create', DRY_RUN, '-f', '-'], {
          input: JSON.stringify(
            service(inference.namespace, {
              selector: { 'secure-llm.dev/workload': inference.name },
              externalIPs: ['198.51.100.99'],
            }),
          ),
        }),
    },
    {
      title: 'an Ingress to a guard',
      by: 'tenant',
      rules: ['route-writers'],
      request: ({ stack: { guardrail } }, as) =>
        as.attempt([
          ...['-n', guardrail.namespace, 'create', 'ingress', OPENED],
          ...[`--rule=example.com/*=${guardrail.name}:8000`, DRY_RUN],
        ]),
    },
  ];
}

/** A policy that lets everybody into every pod of a namespace. */
export function letsAll(namespace: string): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: OPENED, namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
  };
}

function service(namespace: string, spec: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: OPENED, namespace },
    spec: { ports: [{ port: 8000 }], ...spec },
  };
}

async function strangerConnects(stage: Stage): Promise<string> {
  const { stack } = stage;
  const { ip } = await stack.pod(stack.inference);
  const target = { host: ip, port: 8000, protocol: 'TCP' } as const;
  const verdict = await until(() => stack.packets.one(stage.stranger({}), target, 1), arrives);
  if (!arrives(verdict)) throw new Error(`a stranger's connection to inference is ${verdict}`);
  return 'a stranger connects to inference';
}

async function strangerIsKeptOut(stage: Stage): Promise<void> {
  const { stack } = stage;
  const { ip } = await stack.pod(stack.inference);
  const target = { host: ip, port: 8000, protocol: 'TCP' } as const;
  await until(
    () => stack.packets.one(stage.stranger({}), target, 1),
    (verdict) => !arrives(verdict),
  );
}

async function restorePolicies(stage: Stage): Promise<void> {
  await stage.users.administrator.apply(stage.documents.filter(({ kind }) => kind === 'NetworkPolicy'));
  await strangerIsKeptOut(stage);
}

function removeOpened(kind: string): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const { namespace } = stage.stack.inference;
    await stage.users.administrator.attempt(['-n', namespace, 'delete', kind, OPENED, '--ignore-not-found']);
    await strangerIsKeptOut(stage);
  };
}
