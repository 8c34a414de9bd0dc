import { type ClaimContext, ClaimOutcome } from '../../../../lib/assurance/claims';
import { type KubernetesDocument } from '../../../../lib/assurance/document';
import { arrives } from '../../cluster/probes/packets';
import { type Kubectl } from '../../cluster/kubectl';
import { ask } from '../../stack/chat-request';
import { CALLER } from '../../stack/stack';
import { type Tier } from '../../stack/tier';
import { type WrittenDocument } from '../../stack/written-documents';
import { sliceAddresses } from '../spoofs/traffic';
import { type Stage } from '../stage';
import { until } from '../until';

const RBAC = 'rbac.authorization.k8s.io';
const DRY_RUN = '--dry-run=server';

/** Somebody who has nothing but what a test gives him. */
const NOBODY = 'eve';

/**
 * What a claim forbids happens as soon as documents refute it: R6 to R14, those that no change of a policy and no Service
 * shows. R12 is about pipelines, which this program has none of; its part about roles is shown.
 */
export function claimsSuite(running: () => Stage): void {
  let stage: Stage;
  let administrator: Kubectl;

  beforeAll(() => {
    stage = running();
    administrator = stage.users.administrator;
  });

  /** Judges the documents with these added, or in the place of those of their kind and name. */
  function refutes(claim: string, changes: readonly KubernetesDocument[], context?: ClaimContext): void {
    const kept = stage.documents.filter((document) => !changes.some((change) => same(change, document)));
    expect(stage.judge(claim, stage.documents, context).outcome).not.toBe(ClaimOutcome.REFUTED);
    expect(stage.judge(claim, [...kept, ...changes], context).outcome).toBe(ClaimOutcome.REFUTED);
  }

  /** What somebody may do with a role is tried before he has it, and once he has it. */
  async function roleLets(
    claim: string,
    role: readonly KubernetesDocument[],
    what: string,
    attempt: () => Promise<{ readonly code: number; readonly stderr: string }>,
    context?: ClaimContext,
  ): Promise<void> {
    refutes(claim, role, context);
    const before = await attempt();
    expect(before.code).not.toBe(0);
    expect(before.stderr).toMatch(/[Ff]orbidden/);
    await administrator.apply(role);
    try {
      const after = await until(attempt, ({ code }) => code === 0);
      expect({ code: after.code, said: after.code === 0 ? '' : after.stderr }).toEqual({ code: 0, said: '' });
    } finally {
      for (const { kind, metadata } of role.filter((each) => each.kind !== 'Namespace'))
        await administrator.attempt(['-n', metadata.namespace ?? '', 'delete', kind, metadata.name]);
      const own = role.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
      if (own.length > 0) await administrator.attempt(['delete', 'namespace', ...own, '--wait=false']);
    }
    stage.shown.add(claim, what);
  }

  test('R6: a Service that selects by a label that others may carry leads to them', async () => {
    const { guardrail } = stage.stack;
    const { namespace, name } = guardrail;
    const label = 'app.kubernetes.io/part-of';
    const written = documentOf('Service', guardrail);
    const selector = { [label]: guardrail.labels[label] ?? '' };
    const changed = { ...written, spec: { ...(written.spec as object), selector } };
    refutes('R6', [changed]);
    const bystander = stage.bystander(guardrail);
    const address = await stage.addressOf(bystander);
    expect(await sliceAddresses(stage, guardrail)).not.toContain(address);
    const patch = (next: object): Promise<string> =>
      administrator.run([
        ...['-n', namespace, 'patch', 'service', name, '--type=json'],
        ...['-p', JSON.stringify([{ op: 'replace', path: '/spec/selector', value: next }])],
      ]);
    try {
      await administrator.run(['-n', namespace, 'label', 'pod', bystander.pod, `${label}=${selector[label]}`]);
      await patch(selector);
      const addresses = await until(
        () => sliceAddresses(stage, guardrail),
        (found) => found.includes(address),
      );
      expect(addresses).toContain(address);
    } finally {
      await patch({ 'secure-llm.dev/workload': name });
      await administrator.attempt(['-n', namespace, 'label', 'pod', bystander.pod, `${label}-`]);
    }
    stage.shown.add('R6', 'a Service with a wider selector leads to a pod that is no workload');
  });

  test('R7: a role to exec lets somebody run programs in the inference container', async () => {
    const { namespace, pod } = await stage.stack.pod(stage.stack.inference);
    const rules = [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['create', 'get'] }];
    const get = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    await roleLets(
      'R7',
      roleFor(namespace, [...rules, ...get], NOBODY),
      'somebody with a role to exec runs a program in the inference container',
      () => administrator.impersonating(NOBODY).attempt(['-n', namespace, 'exec', pod, '--', 'id', '-u']),
    );
  });

  test('R8: a declared connection that the policies do not let is closed', async () => {
    const { guardrail, outputProcessor } = stage.stack;
    const written = documentOf('NetworkPolicy', outputProcessor, `${outputProcessor.name}-ingress`);
    const changed = { ...written, spec: { ...(written.spec as object), ingress: [] } };
    refutes('R8', [changed]);
    const from = await stage.stack.pod(guardrail);
    const { ip } = await stage.stack.pod(outputProcessor);
    const target = { host: ip, port: 8000, protocol: 'TCP' } as const;
    const connect = (): Promise<string> => stage.stack.packets.one(from, target, 1);
    expect(await until(connect, arrives)).toBe('open');
    await administrator.apply([changed]);
    try {
      expect(arrives(await until(connect, (verdict) => !arrives(verdict)))).toBe(false);
    } finally {
      await administrator.apply([written]);
    }
    expect(await until(connect, arrives)).toBe('open');
    stage.shown.add('R8', 'the guardrail no longer connects to the output processor that it is declared to reach');
  });

  test('R9: a caller that the output processor lets in gets answers that no guardrail has seen', async () => {
    const { outputProcessor, guardrail, secrets, model } = stage.stack;
    const written = documentOf('NetworkPolicy', outputProcessor, `${outputProcessor.name}-ingress`);
    const toGuardrail = documentOf('NetworkPolicy', guardrail, `${guardrail.name}-ingress`);
    const [callers] = (toGuardrail.spec as { ingress: object[] }).ingress;
    const spec = written.spec as { ingress: object[] };
    const changed = { ...written, spec: { ...spec, ingress: [...spec.ingress, callers] } };
    refutes('R9', [changed]);
    const key = secrets.get(`${outputProcessor.name}-hop/key`) ?? '';
    const request = ask(model, 'What is a leap year?', {}, { authorization: `Bearer ${key}` });
    const past = async (): Promise<number> =>
      (await stage.stack.client(CALLER, outputProcessor).send([request], 1, 3))[0]?.status ?? 0;
    expect(await past()).toBe(0);
    await administrator.apply([changed]);
    try {
      expect(await until(past, (status) => status === 200)).toBe(200);
    } finally {
      await administrator.apply([written]);
    }
    await until(past, (status) => status === 0);
    stage.shown.add('R9', 'a caller is answered by the output processor, past the guardrail');
  });

  test('R10: a role to change Deployments lets somebody change what a guard runs', async () => {
    const { namespace, name, container } = stage.stack.guardrail;
    const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] }];
    const containers = [{ name: container.name, image: 'localhost/cdk8s-secure-llm/other:1' }];
    const patch = JSON.stringify({ spec: { template: { spec: { containers } } } });
    await roleLets(
      'R10',
      roleFor(namespace, rules, NOBODY),
      'somebody with a role to patch Deployments changes the image of a guard',
      () =>
        administrator
          .impersonating(NOBODY)
          .attempt(['-n', namespace, 'patch', 'deployment', name, '-p', patch, DRY_RUN]),
    );
  });

  test('R11: a role to read Secrets shows the key of a hop', async () => {
    const { namespace } = stage.stack.outputProcessor;
    const secret = `${stage.stack.inference.name}-hop`;
    const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }];
    const read = ['-n', namespace, 'get', 'secret', secret, '-o', 'jsonpath={.data.key}'];
    await roleLets(
      'R11',
      roleFor(namespace, rules, NOBODY),
      'somebody with a role to read Secrets has the key of a hop',
      async () => {
        const result = await administrator.impersonating(NOBODY).attempt(read);
        if (result.code === 0)
          expect(Buffer.from(result.stdout, 'base64').toString()).toBe(stage.stack.secrets.get(`${secret}/key`));
        return result;
      },
    );
  });

  test('R12: a pipeline that may change Deployments changes a guard', async () => {
    const { namespace, name } = stage.stack.guardrail;
    const pipelines = 'pipelines';
    const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] }];
    const patch = JSON.stringify({ spec: { template: { metadata: { annotations: { changed: 'by a pipeline' } } } } });
    const runner = administrator.impersonating(`system:serviceaccount:${pipelines}:runner`);
    const home = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: pipelines } };
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'runner', namespace: pipelines } };
    await roleLets(
      'R12',
      [home, account, ...roleFor(namespace, rules, { name: 'runner', namespace: pipelines })],
      'a ServiceAccount of the pipelines changes a guard',
      () => runner.attempt(['-n', namespace, 'patch', 'deployment', name, '-p', patch, DRY_RUN]),
      { ...stage.context, pipelineNamespaces: [pipelines] },
    );
  });

  test('R13: a tier that may delete pods deletes the audit lines that they wrote', async () => {
    const { namespace, name } = stage.stack.guardrail;
    const { pod } = await stage.stack.pod(stage.stack.guardrail);
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'delete'] }];
    const guard = administrator.impersonating(`system:serviceaccount:${namespace}:${name}`);
    await roleLets(
      'R13',
      roleFor(namespace, rules, { name, namespace }),
      'the ServiceAccount of a guard deletes a pod, and its audit lines with it',
      () => guard.attempt(['-n', namespace, 'delete', 'pod', pod, DRY_RUN]),
    );
  });

  test('R14: a model server that is not told a key answers without one', async () => {
    const { inference, outputProcessor, model } = stage.stack;
    const written = documentOf('Deployment', inference);
    const changed = withoutArgument(inference.deployment, '--api-key-file') as unknown as KubernetesDocument;
    refutes('R14', [changed]);
    const from = await stage.stack.pod(outputProcessor);
    const withoutKey = async (): Promise<number> =>
      (await stage.stack.client(from, inference).send([ask(model, 'Which key?')], 1, 10))[0]?.status ?? 0;
    expect(await withoutKey()).toBe(401);
    await administrator.apply([changed]);
    try {
      await administrator.rollout(inference.namespace, inference.name);
      expect(await until(withoutKey, (status) => status === 200)).toBe(200);
    } finally {
      await administrator.apply([written]);
      await administrator.rollout(inference.namespace, inference.name);
    }
    expect(await until(withoutKey, (status) => status === 401)).toBe(401);
    stage.shown.add('R14', 'a model server without a key answers whoever connects');
  });

  function documentOf(kind: string, { namespace, name }: Tier, called = name): KubernetesDocument {
    const found = stage.documents.find(
      (document) =>
        document.kind === kind && document.metadata.namespace === namespace && document.metadata.name === called,
    );
    if (found === undefined) throw new Error(`the quickstart has no ${kind} ${namespace}/${called}`);
    return found;
  }
}

function same(a: KubernetesDocument, b: KubernetesDocument): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace;
}

/** A Role and its binding to a user, or to a ServiceAccount. */
function roleFor(
  namespace: string,
  rules: readonly object[],
  subject: string | { readonly name: string; readonly namespace: string },
): KubernetesDocument[] {
  const metadata = { name: 'too-much', namespace };
  const who =
    typeof subject === 'string'
      ? { kind: 'User', apiGroup: RBAC, name: subject }
      : { kind: 'ServiceAccount', ...subject };
  return [
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
      subjects: [who],
    },
  ];
}

/** The Deployment with an argument of its container, and the value after it, left out. */
function withoutArgument(deployment: WrittenDocument, argument: string): WrittenDocument {
  const { template } = deployment.spec;
  const containers = template.spec.containers.map((container) => {
    const index = container.args.indexOf(argument);
    if (index < 0) throw new Error(`${container.name} has no argument ${argument}`);
    return { ...container, args: container.args.filter((_, each) => each !== index && each !== index + 1) };
  });
  return {
    ...deployment,
    spec: { ...deployment.spec, template: { ...template, spec: { ...template.spec, containers } } },
  };
}
