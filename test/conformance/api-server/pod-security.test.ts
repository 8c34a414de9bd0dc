import { type ApiStatus } from './api-client';
import { ApiServer } from './api-server';
import { describeObject, type KubernetesObject } from './kubernetes-object';
import { containersOf, podsOf, type Pod } from './pod';
import { POD_SECURITY_BREAKS, PROBE_BREAKS, type PodSecurityBreak } from './pod-security-breaks';
import { reportQuotaUse } from './quota-status';
import { writtenExamples } from './written-examples';

interface BrokenPod {
  readonly name: string;
  readonly pod: Pod;
  readonly broken: PodSecurityBreak;
}

const examples = writtenExamples();
const relaxedBreaks = POD_SECURITY_BREAKS.filter(({ relaxedInUserNamespace }) => relaxedInUserNamespace);

describe.each(examples)('Pod Security in the zones of $name', ({ zoneFiles, zoneDocuments }) => {
  let server: ApiServer;
  const pods = podsOf(zoneDocuments);

  beforeAll(async () => {
    server = await ApiServer.start();
    expect(await server.apply(zoneFiles)).toMatchObject({ code: 0 });
    await reportQuotaUse(server.client(), zoneDocuments, () => '0');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test.each(pods.flatMap(brokenVariants).map((broken) => [broken.name, broken] as const))(
    '%s is refused',
    async (_name, { pod, broken }) => {
      const { status, body } = await server.client().create(pod, { dryRun: true });
      const { message } = body as ApiStatus;
      expect({ status, message }).toEqual({ status: 403, message: expect.stringMatching(broken.refusal) as string });
      expect(message).toMatch(/violates PodSecurity "restricted:v1\.\d+"/);
    },
  );

  // so that nobody counts on Pod Security for these two: the library's own tests hold them
  test.each(pods.flatMap(relaxedVariants).map((relaxed) => [relaxed.name, relaxed.pod] as const))(
    '%s passes Pod Security in a user namespace',
    async (_name, pod) => {
      const { status, body } = await server.client().create(pod, { dryRun: true });
      expect({ status, message: (body as ApiStatus).message }).toEqual({ status: 201, message: undefined });
    },
  );

  test.each(templatesOf(zoneDocuments))('%s is warned about when its template is broken', async (_name, workload) => {
    const broken = structuredClone(workload);
    const { template } = broken['spec'] as { readonly template: Pick<Pod, 'spec'> };
    template.spec['hostPID'] = true;
    delete template.spec.hostUsers;
    const { status, warnings } = await server.client().create(renamed(broken), { dryRun: true });
    expect(status).toBe(201);
    expect(warnings).toContainEqual(expect.stringContaining('would violate PodSecurity "restricted:'));
  });
});

function brokenVariants(pod: Pod): BrokenPod[] {
  const long = pod.spec.containers.map(({ name }) => name);
  return [
    ...POD_SECURITY_BREAKS.flatMap((broken) => {
      const containers = containersOf(pod.spec).map(({ name }) => name);
      return variants(pod, broken, broken.everyContainer ? containers : containers.slice(0, 1));
    }),
    ...PROBE_BREAKS.flatMap((broken) => variants(pod, broken, long)),
  ];
}

/** Outside a user namespace, where nothing is relaxed; a break that needs one asks for it itself. */
function variants(pod: Pod, broken: PodSecurityBreak, containers: readonly string[]): BrokenPod[] {
  return containers.map((container) => breakPod(pod, broken, container, undefined));
}

function relaxedVariants(pod: Pod): BrokenPod[] {
  const [first = ''] = pod.spec.containers.map(({ name }) => name);
  return relaxedBreaks.map((broken) => breakPod(pod, broken, first, false));
}

function breakPod(pod: Pod, broken: PodSecurityBreak, containerName: string, hostUsers: false | undefined): BrokenPod {
  const copy = structuredClone(pod);
  if (hostUsers === undefined) delete copy.spec.hostUsers;
  else copy.spec.hostUsers = hostUsers;
  const container = containersOf(copy.spec).find(({ name }) => name === containerName);
  if (container === undefined) throw new Error(`${describeObject(pod)} has no container ${containerName}`);
  broken.apply(copy.spec, container);
  const where = broken.everyContainer ? ` in container ${containerName}` : '';
  return { name: `${describeObject(pod)}: ${broken.name}${where}`, pod: copy, broken };
}

function templatesOf(documents: readonly KubernetesObject[]): [string, KubernetesObject][] {
  return documents.filter(({ kind }) => kind === 'Deployment').map((document) => [describeObject(document), document]);
}

function renamed(object: KubernetesObject): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-broken` } };
}
