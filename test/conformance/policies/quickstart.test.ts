import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe as describeObject, referenceTo, type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { podOf } from '../../../lib/assurance/owned-pod';
import { PARAMETERS } from '../../../lib/assurance/policy-parameters';
import { judgeByPolicies } from '../../../lib/assurance/policy-judge';
import { DEPLOYER, type Requester } from '../../../lib/assurance/policy-request';
import { POLICY_FOLDER } from '../../../lib/assurance/policy-set';
import { admissionExceptions } from '../../../lib/assurance/waivable';
import { DIGEST, networkPolicy, pod } from '../../policies/documents';
import { DEVELOPER, REPLICASET_CONTROLLER } from '../../policies/policy-case';
import { type ApiServer } from '../api-server/api-server';
import { preparedCluster } from './prepared-cluster';
import { submit, type Admission } from './submission';

const GOLDEN = join(__dirname, '../../../examples/quickstart/quickstart.golden.yaml');
const tagged = readFileSync(GOLDEN, 'utf8');
/** As if images.lock.json had been written. */
const pinned = tagged.replaceAll(/^(\s+image: \S+)$/gm, `$1@${DIGEST}`);
const IN_FORCE_WITHIN_MS = 20_000;

let server: ApiServer;

beforeAll(async () => {
  server = await preparedCluster([DEPLOYER, DEVELOPER, REPLICASET_CONTROLLER]);
  expect(await server.apply([POLICY_FOLDER])).toMatchObject({ code: 0 });
  const deadline = Date.now() + IN_FORCE_WITHIN_MS;
  while ((await ask(networkPolicy(), DEVELOPER)).deniedBy === undefined) {
    if (Date.now() > deadline) throw new Error(`the policies are not in force after ${IN_FORCE_WITHIN_MS} ms`);
    await sleep(200);
  }
  // all are read at once, once a second
  await sleep(2500);
});

afterAll(() => server[Symbol.asyncDispose]());

function ask(object: KubernetesDocument, as: Requester): Promise<Admission> {
  return submit(server, { because: '', verdict: 'allow', object, as });
}

const denials: string[] = [];

test('with all policies in force a deployer installs the quickstart, but for images without a digest', async () => {
  const engine = new Set(
    judgeByPolicies(DocumentSet.parse(tagged)).findings.map(({ object }) => describeObject(object)),
  );
  for (const document of DocumentSet.parse(tagged).documents) {
    const { deniedBy, response } = await ask(document, DEPLOYER);
    if (deniedBy !== undefined) denials.push(`${describeObject(referenceTo(document))} by ${deniedBy}`);
    else expect({ document, status: response.status }).toEqual({ document, status: 201 });
    if (document.kind === 'Namespace' || document.kind === 'ServiceAccount') {
      // the others need them to be there
      expect([201, 409]).toContain((await server.client().create(document)).status);
    }
  }
  expect(denials.map((denial) => denial.replace(/ by .*/, '')).sort()).toEqual([...engine].sort());
  expect(new Set(denials.map((denial) => denial.replace(/.* by /, '')))).toEqual(
    new Set(['image-digest.secure-llm.dev']),
  );
});

test('with digests everything is admitted, and so are the pods that controllers create from it', async () => {
  const { documents } = DocumentSet.parse(pinned);
  expect(judgeByPolicies(DocumentSet.of(documents)).findings).toEqual([]);
  let pods = 0;
  for (const document of documents.filter(({ kind }) => kind !== 'Namespace' && kind !== 'ServiceAccount')) {
    const { response } = await ask(document, DEPLOYER);
    expect({
      name: describeObject(referenceTo(document)),
      status: response.status,
      body: response.status === 201 || response.body,
    }).toEqual({
      name: describeObject(referenceTo(document)),
      status: 201,
      body: true,
    });
    const owned = podOf(document);
    if (owned === undefined) continue;
    pods += 1;
    expect(owned.creator).toEqual(REPLICASET_CONTROLLER);
    expect((await ask(owned.pod, owned.creator)).response).toMatchObject({ status: 201 });
    expect((await ask(owned.pod, DEVELOPER)).deniedBy).toBe('workload-writers.secure-llm.dev');
  }
  expect(pods).toBe(3);
});

test('with the exceptions for what it waives everything is admitted as written, and no other image without a digest', async () => {
  const { documents } = DocumentSet.parse(tagged);
  const data = { exceptions: admissionExceptions(DocumentSet.of(documents)).join('\n') };
  expect(data.exceptions.split('\n')).toHaveLength(3);
  const patch = ['patch', 'configmap', PARAMETERS.name, '-n', PARAMETERS.namespace, '--type=merge'];
  expect(await server.kubectl([...patch, '-p', JSON.stringify({ data })])).toMatchObject({ code: 0 });
  const workloads = documents.filter((document) => podOf(document) !== undefined);
  const deadline = Date.now() + IN_FORCE_WITHIN_MS;
  for (const workload of workloads) {
    // parameters are read as the policies are, a second later
    while ((await ask(workload, DEPLOYER)).deniedBy !== undefined && Date.now() < deadline) await sleep(200);
    const { response } = await ask(workload, DEPLOYER);
    expect({ name: describeObject(referenceTo(workload)), status: response.status }).toMatchObject({ status: 201 });
    const { pod: own, creator } = podOf(workload)!;
    expect((await ask(own, creator)).response).toMatchObject({ status: 201 });
    const another = JSON.parse(
      JSON.stringify(workload).replaceAll(`"${workload.metadata.name}"`, '"another"'),
    ) as KubernetesDocument;
    expect((await ask(another, DEPLOYER)).deniedBy).toBe('image-digest.secure-llm.dev');
  }
  expect(workloads).toHaveLength(3);
});

test('a developer can still run pods of his own elsewhere, without a name that is not his', async () => {
  const own = pod({ namespace: 'outside', labels: { app: 'frontend' }, pod: { runAsUser: 0 } });
  expect((await ask(own, DEVELOPER)).response.status).toBe(201);
  expect((await ask(pod({ namespace: 'outside' }), DEVELOPER)).deniedBy).toBe('workload-identity.secure-llm.dev');
});
