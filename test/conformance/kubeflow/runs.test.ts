import { type ApiStatus } from '../api-server/api-client';
import { type KubernetesObject } from '../api-server/kubernetes-object';
import { containersOf, type Pod } from '../api-server/pod';
import { ARGO_VERSION } from '../tools/argo-workflows/argo-workflows';
import { ArgoController } from './argo-controller';
import { compiledWorkflow, podSpecPatch } from './compiled-workflow';
import { compilerSettings, type CompilerSettings } from './compiler-settings';
import { account, MlopsCluster, PIPELINES } from './mlops-cluster';
import { RunPods } from './run-pods';

const CONTROLLER = account('workflow-controller');
const API_SERVER = account('ml-pipeline');
const RUN = 'train-and-validate';
const STEP_IMAGE = 'localhost/cdk8s-secure-llm/model-training:0.1.0';

let cluster: MlopsCluster;
let controller: ArgoController;
let settings: CompilerSettings;

beforeAll(async () => {
  cluster = await MlopsCluster.start([CONTROLLER, API_SERVER, account(RUN)]);
  settings = compilerSettings(cluster.find('Deployment', 'ml-pipeline'));
  controller = await ArgoController.start(
    cluster.server,
    cluster.find('Deployment', 'workflow-controller'),
    CONTROLLER,
  );
});
afterAll(async () => {
  await controller?.[Symbol.asyncDispose]();
  await cluster?.[Symbol.asyncDispose]();
});

test('the controller that runs is of the version that is installed', () => {
  const deployment = cluster.find('Deployment', 'workflow-controller');
  expect(JSON.stringify(deployment['spec'])).toMatch(new RegExp(`/workflow-controller:v${ARGO_VERSION}["@]`));
});

/** Submits a Workflow as the API server of Kubeflow Pipelines does, with its rights. */
async function submit(workflow: KubernetesObject): Promise<RunPods> {
  const { status, body } = await cluster.server.client(API_SERVER).create(workflow);
  expect({ status, message: (body as ApiStatus).message }).toEqual({ status: 201, message: undefined });
  return new RunPods(cluster.server.client(), cluster.server.client(account(RUN)), workflow);
}

describe('a run, as the real controller of Argo makes it of what Kubeflow compiles', () => {
  const pods: Pod[] = [];
  let run: RunPods;

  beforeAll(async () => {
    run = await submit(compiledWorkflow({ name: 'trained', namespace: PIPELINES, account: RUN, retries: 1 }, settings));
    const next = async (): Promise<Pod> => {
      const pod = await run.next();
      pods.push(pod);
      return pod;
    };
    await run.succeed(await next(), { 'execution-id': '1', 'iteration-count': '0', condition: 'true' });
    const patch = podSpecPatch(STEP_IMAGE);
    await run.succeed(await next(), { 'pod-spec-patch': patch, 'cached-decision': 'false', condition: 'true' });
    await run.fail(await next(), 3);
    await run.succeed(await next(), {});
  });

  test('gets a pod for each driver and one for each try of its step, all admitted under Pod Security restricted and every rule', () => {
    const templates = pods.map(({ metadata }) => /trained-(.*)-\d+$/.exec(metadata.name)?.[1]);
    expect(templates).toEqual([
      'system-dag-driver',
      'system-container-driver',
      'system-container-impl',
      'system-container-impl',
    ]);
  });

  test('ends well once its step has', async () => {
    expect(await run.ended()).toBe('Succeeded');
  });

  test('has the identity of its pipeline in each pod: the account, and the label that network policies select', () => {
    for (const { metadata, spec } of pods) {
      expect(metadata.labels?.['secure-llm.dev/workload']).toBe(RUN);
      expect(spec.serviceAccountName).toBe(RUN);
    }
  });

  test('runs the image that the driver named, with the limits of the step', () => {
    const [, , step] = pods;
    const main = step?.spec.containers.find(({ name }) => name === 'main');
    expect(main?.['image']).toBe(STEP_IMAGE);
    expect(main?.resources?.limits).toMatchObject({ cpu: '500m', memory: '512Mi' });
  });

  test('has in each container no privileges, a user other than root, a seccomp profile and limits', () => {
    for (const { spec } of pods) {
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const { securityContext, resources } of containersOf(spec)) {
        expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
        for (const amount of ['cpu', 'memory', 'ephemeral-storage']) expect(resources?.limits).toHaveProperty(amount);
      }
    }
  });

  test('writes to limited scratch space only, but for the container that copies the launcher', () => {
    for (const { spec } of pods) {
      const open = containersOf(spec).filter(
        ({ securityContext }) => securityContext?.['readOnlyRootFilesystem'] !== true,
      );
      expect(open.map(({ name }) => name).filter((name) => name !== 'kfp-launcher')).toEqual([]);
      for (const { emptyDir } of (spec.volumes ?? []) as { readonly emptyDir?: object }[])
        if (emptyDir !== undefined) expect(emptyDir).toHaveProperty('sizeLimit');
    }
  });

  test('has a token of an hour in place of one of a year', () => {
    for (const { spec } of pods) {
      expect(spec['automountServiceAccountToken']).toBe(false);
      const tokens = JSON.stringify(spec.volumes).match(/"serviceAccountToken":\{[^}]*\}/g) ?? [];
      expect(tokens).toHaveLength(1);
      expect(tokens[0]).toContain('"expirationSeconds":3600');
    }
  });

  // Kubernetes relaxes Pod Security in a user namespace; the rules do not, and any of them may be the one that answers
  test.each([
    ['Pod Security, in the user namespace of the node', true, /violates PodSecurity "restricted:.*runAsNonRoot/],
    ['rules of ours, in one of its own', false, /'(run-as-non-root|high-user-ids)\.secure-llm\.dev'/],
  ])('is refused by %s, without the settings that say which user a step has', async (_by, onNode, refusal) => {
    const rootful = structuredClone(pods[2]);
    if (rootful === undefined) throw new Error('the run has no step');
    for (const { securityContext = {} } of [
      rootful.spec,
      ...rootful.spec.containers.filter(({ name }) => name === 'main'),
    ])
      for (const field of ['runAsNonRoot', 'runAsUser']) delete securityContext[field];
    if (onNode) delete rootful.spec.hostUsers;
    const { name, namespace, labels, annotations } = rootful.metadata;
    const pod = { ...rootful, metadata: { name: `${name}-rootful`, namespace, labels, annotations } };
    const { status, body } = await cluster.server.client(CONTROLLER).create(pod, { dryRun: true });
    expect({ status, message: (body as ApiStatus).message }).toEqual({
      status: 403,
      message: expect.stringMatching(refusal) as string,
    });
  });
});

describe('who a run may be', () => {
  test.each(['workflow-controller', 'ml-pipeline', 'ml-pipeline-persistenceagent', 'mysql', 'default'])(
    'not %s, whoever asks for it: the Workflow is refused',
    async (foreign) => {
      const workflow = compiledWorkflow({ name: `as-${foreign}`, namespace: PIPELINES, account: foreign }, settings);
      for (const persona of [API_SERVER, undefined]) {
        const { status, body } = await cluster.server.client(persona).create(workflow);
        expect({ status, message: (body as ApiStatus).message }).toEqual({
          status: expect.any(Number) as number,
          message: expect.stringMatching(/pipeline-identity\.secure-llm\.dev.*has the identity/) as string,
        });
      }
    },
  );

  test('nor may one step of it be another', async () => {
    const workflow = compiledWorkflow({ name: 'mixed', namespace: PIPELINES, account: RUN }, settings);
    const { templates } = workflow['spec'] as { readonly templates: Record<string, unknown>[] };
    templates.forEach((template) => (template['serviceAccountName'] = 'ml-pipeline'));
    const { body } = await cluster.server.client(API_SERVER).create(workflow);
    expect((body as ApiStatus).message).toMatch(/pipeline-identity\.secure-llm\.dev.*another identity than the run/);
  });

  test('and the controller itself makes no pod of a component', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'component', namespace: PIPELINES, labels: { 'secure-llm.dev/workload': 'ml-pipeline' } },
      spec: { serviceAccountName: 'ml-pipeline', containers: [{ name: 'main', image: STEP_IMAGE }] },
    };
    const { status, body } = await cluster.server.client(CONTROLLER).create(pod);
    expect(status).not.toBe(201);
    expect((body as ApiStatus).message).toMatch(/pipeline-identity|PodSecurity/);
  });
});

describe('the account of a run', () => {
  test.each([
    [
      'make pods',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: PIPELINES }, spec: { containers: [] } },
    ],
    [
      'make Workflows',
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow', metadata: { name: 'x', namespace: PIPELINES } },
    ],
    ['write ConfigMaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: PIPELINES } }],
  ])('may not %s', async (_what, object) => {
    const { status } = await cluster.server.client(account(RUN)).create(object);
    expect(status).toBe(403);
  });
});
