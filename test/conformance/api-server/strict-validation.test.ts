import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiStatus } from './api-client';
import { ApiServer } from './api-server';
import { describeObject, type KubernetesObject } from './kubernetes-object';
import { podsOf } from './pod';
import { reportQuotaUse } from './quota-status';
import { writtenExamples } from './written-examples';

describe.each(writtenExamples())('validation of the documents of $name', ({ zoneFiles, zoneDocuments, documents }) => {
  let server: ApiServer;
  const pods = podsOf(documents).map((pod) => [describeObject(pod), pod] as const);

  beforeAll(async () => {
    server = await ApiServer.start();
    expect(await server.apply(zoneFiles)).toMatchObject({ code: 0 });
    await reportQuotaUse(server.client(), zoneDocuments, () => '0');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test.each(documents.map((document) => [describeObject(document), document] as const))(
    '%s is refused with a field that its kind does not have',
    async (_name, document) => {
      const misspelt: KubernetesObject = {
        ...document,
        misspelt: true,
        metadata: { ...document.metadata, name: `${document.metadata.name}-misspelt` },
      };
      const { status, body } = await server.client().create(misspelt, { dryRun: true });
      expect(status).toBe(400);
      expect((body as ApiStatus).message).toContain('strict decoding error: unknown field "misspelt"');
    },
  );

  test.each(pods)('%s is refused with a misspelt hardening field', async (_name, pod) => {
    const misspelt = structuredClone(pod);
    for (const container of misspelt.spec.containers) {
      container.securityContext = { ...container.securityContext, readOnlyRootFileSystem: true };
    }
    const { status, body } = await server.client().create(misspelt, { dryRun: true });
    expect(status).toBe(400);
    expect((body as ApiStatus).message).toContain(
      'unknown field "spec.containers[0].securityContext.readOnlyRootFileSystem"',
    );
  });

  test.each(pods)('%s gets no service account token from the defaults', async (_name, pod) => {
    const { status, body } = await server.client().create(pod, { dryRun: true });
    const { spec } = body as typeof pod;
    expect(status).toBe(201);
    expect(spec.serviceAccountName).not.toBe('default');
    expect(JSON.stringify(spec.volumes ?? [])).not.toContain('serviceAccountToken');
  });

  test('kubectl apply refuses a misspelt field and a wrong type too', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'manifest-'));
    try {
      const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n';
      for (const [text, message] of [
        ['data: {key: 1}\n', /expected string|cannot unmarshal number/],
        ['imutable: true\n', /field not declared in schema|unknown field/],
      ] as const) {
        const file = join(temporary, 'broken.yaml');
        await writeFile(file, head + text);
        const { code, stderr } = await server.apply([file]);
        expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) as string });
      }
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
});
