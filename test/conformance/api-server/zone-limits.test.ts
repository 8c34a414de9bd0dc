import { type ApiStatus } from './api-client';
import { ApiServer } from './api-server';
import { describeObject } from './kubernetes-object';
import { podsOf, type Pod } from './pod';
import { reportQuotaUse } from './quota-status';
import { writtenExamples } from './written-examples';

describe.each(writtenExamples())('the limits of the zones of $name', ({ zoneFiles, zoneDocuments }) => {
  let server: ApiServer;
  const pods = podsOf(zoneDocuments).map((pod) => [describeObject(pod), pod] as const);

  beforeAll(async () => {
    server = await ApiServer.start();
    expect(await server.apply(zoneFiles)).toMatchObject({ code: 0 });
  });
  beforeEach(() => reportQuotaUse(server.client(), zoneDocuments, () => '0'));
  afterAll(() => server[Symbol.asyncDispose]());

  test.each(pods)('%s is refused when one container asks for more than a container may have', async (_name, pod) => {
    expect(await refusal(withFirstContainer(pod, { memory: '4Ti' }))).toMatch(/maximum memory usage per Container/);
  });

  test.each(pods)('%s is refused when the zone has spent its quota', async (_name, pod) => {
    await reportQuotaUse(server.client(), zoneDocuments, (hard) => hard);
    expect(await refusal(pod)).toMatch(/exceeded quota/);
  });

  test.each(pods)('%s is admitted as written', async (_name, pod) => {
    const { status, body } = await server.client().create(pod, { dryRun: true });
    expect({ status, message: (body as ApiStatus).message }).toEqual({ status: 201, message: undefined });
  });

  async function refusal(pod: Pod): Promise<string> {
    const { status, body } = await server.client().create(pod, { dryRun: true });
    expect(status).toBe(403);
    return (body as ApiStatus).message;
  }
});

function withFirstContainer(pod: Pod, amount: Record<string, string>): Pod {
  const copy = structuredClone(pod);
  const [first] = copy.spec.containers;
  if (first === undefined) throw new Error(`${describeObject(pod)} has no container`);
  first.resources = {
    requests: { ...first.resources?.requests, ...amount },
    limits: { ...first.resources?.limits, ...amount },
  };
  return copy;
}
