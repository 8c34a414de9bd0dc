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

  beforeAll(async () => {
    server = await ApiServer.start();
    applied = await server.apply([folder]);
    await reportQuotaUse(server.client(), documents, () => '0');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('every document is applied in written order, with strict validation, without a retry or a warning', () => {
    expect(applied).toEqual({ code: 0, stderr: '', stdout: expect.any(String) as string });
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
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(await resourceVersions(server, documents)).toEqual(before);
  });

  test('there are pod templates to submit', () => {
    expect(pods.length).toBeGreaterThan(0);
  });

  test.each(pods.map((pod) => [describeObject(pod), pod] as const))(
    '%s of its template is admitted to its restricted namespace without a warning',
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

function outcome({ status, warnings, body }: ApiResponse): object {
  return { status, warnings, message: (body as { readonly message?: string }).message };
}

async function resourceVersions(server: ApiServer, documents: readonly KubernetesObject[]): Promise<string[]> {
  const client = server.client();
  const stored = await Promise.all(documents.map((document) => client.read(document)));
  return stored.map(({ body }) => {
    const object = body as KubernetesObject;
    return `${describeObject(object)} ${String(object.metadata['resourceVersion'])}`;
  });
}
