import { type CommandResult } from '../tools/command';
import { type ApiResponse } from './api-client';
import { ApiServer } from './api-server';
import { describeObject, type KubernetesObject } from './kubernetes-object';
import { lostFields } from './lost-fields';
import { podsOf } from './pod';
import { reportQuotaUse } from './quota-status';
import { writtenExamples } from './written-examples';

describe.each(writtenExamples())('$name on an empty API server', ({ folder, documents }) => {
  let server: ApiServer;
  let applied: CommandResult;
  const pods = podsOf(documents);
  const adopted = adoptedRules(documents);

  /** Warnings of rules that the program lets warn only come or not: the API server reads the policies once a second. */
  function withoutExpected(warnings: readonly string[]): string[] {
    return warnings.filter((line) => line !== '' && !adopted.some((rule) => line.includes(`'${rule}'`)));
  }

  function outcome({ status, warnings, body }: ApiResponse): object {
    const { message } = body as { readonly message?: string };
    return { status, warnings: withoutExpected(warnings), message };
  }

  beforeAll(async () => {
    server = await ApiServer.start();
    applied = await server.apply([folder]);
    await reportQuotaUse(server.client(), documents, () => '0');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('every document is applied in written order, with strict validation, without a retry, and no rule warns but one that is meant to', () => {
    expect({ code: applied.code, stderr: withoutExpected(applied.stderr.split('\n')) }).toEqual({
      code: 0,
      stderr: [],
    });
    expect(applied.stdout.match(/ serverside-applied$/gm)).toHaveLength(documents.length);
  });

  test.each(documents.map((document) => [describeObject(document), document] as const))(
    '%s is stored with every field that was written',
    async (_name, document) => {
      const { status, body } = await server.client().read(document);
      expect(status).toBe(200);
      expect(lostFields(document, body)).toEqual([]);
    },
  );

  test('a second apply changes nothing', async () => {
    const before = await resourceVersions(server, documents);
    const again = await server.apply([folder]);
    expect({ code: again.code, stderr: withoutExpected(again.stderr.split('\n')) }).toEqual({ code: 0, stderr: [] });
    expect(await resourceVersions(server, documents)).toEqual(before);
  });

  test('there are pod templates to submit', () => {
    expect(pods.length).toBeGreaterThan(0);
  });

  test.each(pods.map((pod) => [describeObject(pod), pod] as const))(
    '%s of its template is admitted to its restricted namespace, and no rule warns but one that is meant to',
    async (_name, pod) => {
      const client = server.client();
      const dryRun = await client.create(pod, { dryRun: true });
      expect(outcome(dryRun)).toEqual({ status: 201, warnings: [], message: undefined });
      const created = await client.create(pod);
      expect(outcome(created)).toEqual({ status: 201, warnings: [], message: undefined });
      expect(lostFields(pod, created.body)).toEqual([]);
    },
  );
});

/** Names of the policies whose binding warns and does not deny. */
function adoptedRules(documents: readonly KubernetesObject[]): string[] {
  return documents
    .filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding')
    .map(({ spec }) => spec as { readonly policyName: string; readonly validationActions: readonly string[] })
    .filter(({ validationActions }) => !validationActions.includes('Deny'))
    .map(({ policyName }) => policyName);
}

async function resourceVersions(server: ApiServer, documents: readonly KubernetesObject[]): Promise<string[]> {
  const client = server.client();
  const stored = await Promise.all(documents.map((document) => client.read(document)));
  return stored.map(({ body }) => {
    const object = body as KubernetesObject;
    return `${describeObject(object)} ${String(object.metadata['resourceVersion'])}`;
  });
}
