import { type Kubectl } from '../../cluster/kubectl';
import { type CommandResult } from '../../tools/command';
import { type Spoof } from '../spoof';
import { OTHER, type Stage } from '../stage';
import { CALLER } from '../../stack/stack';

const ZONE = 'secure-llm.dev/zone';
const DRY_RUN = '--dry-run=server';
const RESTRICTED = ['enforce=restricted', 'enforce-version=v1.36', 'audit=restricted', 'warn=restricted'].map(
  (label) => `pod-security.kubernetes.io/${label}`,
);

/** Making a zone no zone, or something else one. */
export function zoneSpoofs(): readonly Spoof[] {
  return [
    ...(['tenant', 'deployer'] as const).map((by): Spoof => ({
      title: 'the zone label taken off a namespace',
      by,
      rules: ['zone-labels'],
      request: ({ stack }, as) => as.attempt(['label', 'namespace', stack.inference.namespace, `${ZONE}-`]),
      effect: effectOnLabel,
      undo: relabel,
    })),
    ...(['finalize', 'status'] as const).map((subResource): Spoof => ({
      title: `the zone label taken off through namespaces/${subResource}`,
      by: 'tenant',
      rules: ['zone-labels'],
      request: (stage, as) => withoutLabel(stage, as, subResource),
      effect: effectOnLabel,
      undo: relabel,
    })),
    {
      title: 'a zone deleted',
      by: 'tenant',
      rules: ['zone-labels'],
      request: ({ stack }, as) => as.attempt(['delete', 'namespace', stack.inference.namespace, DRY_RUN]),
    },
    {
      title: "a namespace of one's own made a zone",
      by: 'tenant',
      rules: ['zone-labels'],
      // with what a zone has to have: of two rules that deny, the API server names either
      request: (_, as) => as.attempt(['label', 'namespace', OTHER, `${ZONE}=guardrail`, ...RESTRICTED, DRY_RUN]),
    },
    {
      title: 'Pod Security taken off a zone',
      by: 'tenant',
      rules: ['zone-pod-security'],
      request: ({ stack }, as) =>
        as.attempt([
          'label',
          'namespace',
          stack.inference.namespace,
          'pod-security.kubernetes.io/enforce=privileged',
          '--overwrite',
          DRY_RUN,
        ]),
    },
    {
      title: 'the parameters of the policies, with oneself as a deployer',
      by: 'tenant',
      rules: ['policy-parameters'],
      request: (_, as) => {
        const patch = JSON.stringify({ data: { deployers: 'user mallory' } });
        const args = ['-n', 'secure-llm-policies', 'patch', 'configmap', 'parameters', '--type=merge', '-p', patch];
        return as.attempt([...args, DRY_RUN]);
      },
    },
    {
      title: 'the parameters of the policies deleted',
      by: 'tenant',
      rules: ['policy-parameters'],
      request: (_, as) => as.attempt(['-n', 'secure-llm-policies', 'delete', 'configmap', 'parameters', DRY_RUN]),
    },
    {
      title: 'the quota of a zone deleted',
      by: 'tenant',
      rules: ['quota-writers'],
      request: ({ stack }, as) =>
        as.attempt(['-n', stack.inference.namespace, 'delete', 'resourcequota', 'zone', DRY_RUN]),
    },
    {
      title: 'a role in a zone',
      by: 'tenant',
      rules: ['role-writers'],
      request: ({ stack }, as) =>
        as.attempt([
          ...['-n', stack.inference.namespace, 'create', 'rolebinding', 'mallory', '--clusterrole=admin'],
          ...['--user=mallory', DRY_RUN],
        ]),
    },
  ];

  async function effectOnLabel(stage: Stage): Promise<string> {
    const { metadata } = await stage.users.administrator.get<{ metadata: { labels?: Record<string, string> } }>(
      'namespace',
      stage.stack.inference.namespace,
    );
    if (metadata.labels?.[ZONE] !== undefined) throw new Error('the namespace is still a zone');
    return 'the namespace is no zone any more';
  }
}

async function withoutLabel(stage: Stage, as: Kubectl, subResource: string): Promise<CommandResult> {
  const { namespace } = stage.stack.inference;
  const live = await stage.users.administrator.get<{ metadata: { labels: Record<string, string> } }>(
    'namespace',
    namespace,
  );
  const labels = Object.fromEntries(Object.entries(live.metadata.labels).filter(([key]) => key !== ZONE));
  const changed = { ...live, metadata: { ...live.metadata, labels } };
  const path = `/api/v1/namespaces/${namespace}/${subResource}`;
  return as.attempt(['replace', '--raw', path, '-f', '-'], { input: JSON.stringify(changed) });
}

async function relabel(stage: Stage): Promise<void> {
  const { namespace } = stage.stack.inference;
  const written = stage.documents.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace);
  const zone = written?.metadata.labels?.[ZONE] ?? '';
  await stage.users.administrator.run(['label', 'namespace', namespace, `${ZONE}=${zone}`, '--overwrite']);
}

/** Names that belong to workloads of zones, worn by somebody else. */
export function identitySpoofs(): readonly Spoof[] {
  return [
    {
      title: 'a pod outside of every zone that wears the label of a guard',
      by: 'tenant',
      rules: ['workload-identity'],
      request: ({ stack: { guardrail } }, as) =>
        as.attempt(['create', DRY_RUN, '-f', '-'], {
          input: JSON.stringify({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: 'spoof', namespace: CALLER.namespace, labels: guardrail.labels },
            spec: { serviceAccountName: 'default', containers: [{ name: 'any', image: 'any' }] },
          }),
        }),
    },
    {
      title: 'the label of a guard through pods/status',
      by: 'tenant',
      rules: ['workload-identity-immutable'],
      request: async (stage, as) => {
        const { guardrail } = stage.stack;
        const { namespace, pod } = stage.bystander(guardrail);
        const live = await stage.users.administrator.get<{ metadata: { labels?: object } }>(
          'pod',
          pod,
          '-n',
          namespace,
        );
        const labels = { ...live.metadata.labels, 'secure-llm.dev/workload': guardrail.name };
        const changed = { ...live, metadata: { ...live.metadata, labels } };
        const path = `/api/v1/namespaces/${namespace}/pods/${pod}/status`;
        return as.attempt(['replace', '--raw', path, '-f', '-'], { input: JSON.stringify(changed) });
      },
      undo: async (stage) => {
        const { namespace, pod } = stage.bystander(stage.stack.guardrail);
        await stage.users.administrator.attempt(['-n', namespace, 'label', 'pod', pod, 'secure-llm.dev/workload-']);
      },
    },
    {
      title: 'the label taken off a running guard',
      by: 'deployer',
      // a pod of a zone must have one, too
      rules: ['workload-identity-immutable', 'workload-identity'],
      request: async ({ stack }, as) => {
        const { namespace, pod } = await stack.pod(stack.guardrail);
        return as.attempt(['-n', namespace, 'label', 'pod', pod, 'secure-llm.dev/workload-', DRY_RUN]);
      },
    },
  ];
}
