import { setTimeout as sleep } from 'node:timers/promises';
import { type KubernetesDocument } from '../../../lib/assurance/document';
import { type Policy } from '../../../lib/assurance/policy';
import { PolicyDecision } from '../../../lib/assurance/policy-evaluation';
import { PARAMETERS } from '../../../lib/assurance/policy-parameters';
import { DEPLOYER } from '../../../lib/assurance/policy-request';
import { POLICY_FOLDER, PolicySet } from '../../../lib/assurance/policy-set';
import { TABLES } from '../../policies/cases';
import { judgeCase, SELF_APPROVERS } from '../../policies/judge-case';
import { type PolicyCase } from '../../policies/policy-case';
import { type ApiServer } from '../api-server/api-server';
import { BoundPolicy } from './bound-policy';
import { preparedCluster } from './prepared-cluster';
import { collectionOf, submit } from './submission';

const { policies } = PolicySet.shipped();
const compared = { rows: 0, raw: 0, defaulted: 0, messages: 0, users: new Set<string>() };
let server: ApiServer;

beforeAll(async () => {
  server = await preparedCluster([DEPLOYER, ...[...TABLES.values()].flat().flatMap((row) => row.as ?? [])]);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  const { rows, raw, defaulted, messages, users } = compared;
  console.log(
    `parity: ${policies.length} rules, ${rows} rows as ${users.size} users; ${raw} raw and ${defaulted} defaulted verdicts and ${messages} messages agree`,
  );
});

test('kubectl apply takes the whole folder', async () => {
  const { code, stderr } = await server.apply([POLICY_FOLDER]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  for (const { binding } of policies) {
    const path = `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/${binding.metadata.name}`;
    expect((await server.client().send('DELETE', path)).status).toBe(200);
  }
  await noPolicyInForce();
  const data = { selfApprovers: SELF_APPROVERS.join('\n') };
  const patch = ['patch', 'configmap', PARAMETERS.name, '-n', PARAMETERS.namespace, '--type=merge'];
  expect(await server.kubectl([...patch, '-p', JSON.stringify({ data })])).toMatchObject({ code: 0 });
});

test.each(policies.map((policy) => ({ id: policy.id, policy })))(
  '$id: engine and API server agree',
  async ({ policy }) => {
    const rows = (TABLES.get(policy.id) ?? []).map((row, index) => ofItsOwn(row, `${policy.id}-${index}`));
    for (const { operation, stored, object } of rows) {
      if (operation === 'UPDATE' || operation === 'DELETE') await store(stored ?? object);
    }
    const defaulted = new Map<PolicyCase, KubernetesDocument>();
    for (const row of rows) await admittedWithout(row, defaulted);
    const [canary] = rows.filter(({ verdict, exceptions }) => verdict === 'deny' && exceptions === undefined);
    if (canary === undefined) throw new Error(`${policy.id} denies nothing`);

    {
      await using bound = await BoundPolicy.bind(server, policy, canary);
      for (const row of rows) {
        if (row.exceptions !== undefined) await bound.except(row.exceptions);
        await compare(policy, row, defaulted.get(row));
        if (row.exceptions !== undefined) await bound.except([]);
      }
    }
    for (const { operation, object } of rows) {
      if (operation === 'UPDATE' || operation === 'DELETE') await remove(object);
    }
  },
);

/** An API server goes on with what it read last for a second or two. */
async function noPolicyInForce(): Promise<void> {
  const created = [...TABLES.values()]
    .flat()
    .filter(({ operation, verdict }) => operation === undefined && verdict === 'deny');
  const deadline = Date.now() + 20_000;
  for (const row of created) {
    while ((await submit(server, row)).deniedBy !== undefined) {
      if (Date.now() > deadline) throw new Error(`${row.because}: still denied after the bindings are gone`);
      await sleep(200);
    }
  }
}

/** Gives what is stored for the row a name of its own, so that rows do not meet. */
function ofItsOwn(row: PolicyCase, suffix: string): PolicyCase {
  const { operation = 'CREATE', object, stored = object } = row;
  if (operation === 'CREATE' || operation === 'CONNECT' || isParameters(object)) return row;
  const name = `${object.metadata.name}-${suffix}`;
  const renamed = (document: KubernetesDocument): KubernetesDocument => ({
    ...document,
    metadata: { ...document.metadata, name },
  });
  return { ...row, object: renamed(object), stored: renamed(stored) };
}

async function store(object: KubernetesDocument): Promise<void> {
  if (isParameters(object)) return;
  const { status, body } = await server.client().send('POST', collectionOf(object), object);
  if (status !== 201) throw new Error(`${object.kind} ${object.metadata.name} is not stored: ${JSON.stringify(body)}`);
}

/** A LimitRange left behind would change the pods of the next rule. A Namespace stays: no controller would finish it. */
async function remove(object: KubernetesDocument): Promise<void> {
  if (isParameters(object) || object.kind === 'Namespace') return;
  const path = `${collectionOf(object)}/${object.metadata.name}?gracePeriodSeconds=0`;
  const { status, body } = await server.client().send('DELETE', path);
  if (status >= 300) throw new Error(`${path} is not deleted: ${JSON.stringify(body)}`);
}

/** The negative control: without the policy everything that it denies goes through. */
async function admittedWithout(row: PolicyCase, defaulted: Map<PolicyCase, KubernetesDocument>): Promise<void> {
  const { deniedBy, response } = await submit(server, row);
  expect({ row: row.because, deniedBy, refused: refused(row, response.status) && response.body }).toEqual({
    row: row.because,
    refused: false,
  });
  const isDocument = (row.operation ?? 'CREATE') === 'CREATE' && row.subResource === undefined;
  if (isDocument) defaulted.set(row, response.body as KubernetesDocument);
}

async function compare(policy: Policy, row: PolicyCase, defaulted: KubernetesDocument | undefined): Promise<void> {
  const { deniedBy, response } = await submit(server, row);
  const cluster = deniedBy === undefined ? 'allow' : 'deny';
  const engine = judgeCase(policy, row);
  expect({ row: row.because, cluster, engine: verdictOf(engine.decision) }).toEqual({
    row: row.because,
    cluster: row.verdict,
    engine: row.verdict,
  });
  compared.rows += 1;
  compared.raw += 1;
  compared.users.add(row.as?.username ?? DEPLOYER.username);
  if (cluster === 'deny') {
    expect(deniedBy).toBe(policy.policy.metadata.name);
    expect((response.body as { readonly message: string }).message).toContain(engine.messages[0]);
    compared.messages += 1;
  } else {
    expect({ row: row.because, refused: refused(row, response.status) && response.body }).toEqual({
      row: row.because,
      refused: false,
    });
  }
  if (defaulted === undefined) return;
  const again = judgeCase(policy, row, defaulted);
  expect({ row: row.because, defaulted: verdictOf(again.decision) }).toEqual({
    row: row.because,
    defaulted: row.verdict,
  });
  compared.defaulted += 1;
}

/** Nothing answers behind CONNECT, so any answer but a refusal means that it was let through. */
function refused({ operation }: PolicyCase, status: number): boolean {
  return operation === 'CONNECT' ? status === 403 || status === 401 : status >= 300;
}

function verdictOf(decision: PolicyDecision): string {
  return decision === PolicyDecision.NOT_JUDGED ? 'allow' : decision;
}

function isParameters({ kind, metadata }: KubernetesDocument): boolean {
  return kind === 'ConfigMap' && metadata.namespace === PARAMETERS.namespace && metadata.name === PARAMETERS.name;
}
