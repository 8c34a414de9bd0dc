import { readFileSync } from 'node:fs';
import { closeConnections } from '../guard/http-exchange';
import { loopback } from '../guard/loopback';
import { madeUpSecrets } from '../guard/secret-values';
import { MlflowClient, type Credentials } from './mlflow-client';
import { digestOf, registerStep, type StepResult } from './register-step';
import { TrackingPod } from './tracking-pod';
import { writtenTracking } from './tracking-program';

const API = '/api/2.0/mlflow';
const GRANT = '/api/3.0/mlflow/users/permissions/grant';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

interface Registered {
  readonly registered_model: { readonly latest_versions: readonly object[] };
}

const written = writtenTracking();
const secrets = madeUpSecrets();
const host = new URL(written.url).host;
let pod: TrackingPod;
let anonymous: MlflowClient;
let admin: MlflowClient;

beforeAll(async () => {
  pod = await TrackingPod.start({ template: written.template, address: loopback(5), secrets });
  anonymous = new MlflowClient(pod.url, host);
  const [secretName = '', key = ''] = written.adminSecret.split('/');
  admin = anonymous.as({ username: 'admin', password: secrets(secretName, key) });
});

afterAll(async () => {
  await pod?.[Symbol.asyncDispose]();
  closeConnections();
});

/** A new user without any rights of his own. */
async function user(username: string): Promise<MlflowClient> {
  const credentials: Credentials = { username, password: `password-of-${username}` };
  const { status } = await admin.post(`${API}/users/create`, credentials);
  expect(status).toBe(200);
  return anonymous.as(credentials);
}

describe('who is let in', () => {
  test('nobody without a password: pages, reads and writes are refused alike', async () => {
    const refused = await Promise.all([
      anonymous.get('/'),
      anonymous.get(`${API}/registered-models/search`),
      anonymous.post(`${API}/experiments/create`, { name: 'anonymous' }),
      anonymous.get('/graphql'),
      anonymous.get('/api/2.0/mlflow-artifacts/artifacts'),
      anonymous.get('/get-artifact?path=x&run_uuid=y'),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401));
  });

  test('nobody with a wrong password, nor with the one that older versions shipped', async () => {
    for (const password of ['wrong-but-long-enough', 'password1234', 'password']) {
      const { status } = await anonymous.as({ username: 'admin', password }).get(`${API}/registered-models/search`);
      expect(status).toBe(401);
    }
  });

  test('the administrator with the password of the Secret', async () => {
    expect(await admin.get(`${API}/registered-models/search`)).toMatchObject({ status: 200 });
  });

  test('the probes: health is answered without credentials, also for the address of the pod', async () => {
    expect(await anonymous.get('/health')).toMatchObject({ status: 200, text: 'OK' });
    expect(await new MlflowClient(pod.url, '10.1.2.3:5000').get('/health')).toMatchObject({ status: 200 });
  });
});

describe('web pages that somebody opens', () => {
  test.each(['evil.example', 'evil.example:5000', '10.1.2.3:5000', 'mlflow.other.svc:5000'])(
    'cannot reach it by the name %s',
    async (name) => {
      const { status } = await new MlflowClient(pod.url, name).get('/');
      expect(status).toBe(403);
    },
  );

  test.each([
    'mlflow:5000',
    'mlflow.pipelines:5000',
    'mlflow.pipelines.svc:5000',
    'mlflow.pipelines.svc.cluster.local:5000',
  ])('but every name of the Service is its own: %s', async (name) => {
    const { status } = await new MlflowClient(pod.url, name).get('/');
    expect(status).toBe(401);
  });

  test.each(['https://evil.example', 'http://mlflow.pipelines.svc.evil.example:5000', 'null'])(
    'cannot write from the origin %s, even with the administrator’s password',
    async (origin) => {
      const { status } = await admin.post(`${API}/experiments/create`, { name: `from ${origin}` }, { origin });
      expect(status).toBe(403);
    },
  );

  // MLflow lets those through whatever it is told; a browser sends them no password that the page does not know
  test('of the machine itself are let in and asked for the password like everybody', async () => {
    const origin = 'http://localhost:3000';
    const { status } = await anonymous.post(`${API}/experiments/create`, { name: 'from localhost' }, { origin });
    expect(status).toBe(401);
  });

  test('cannot show it in a frame', async () => {
    expect((await admin.get('/')).headers['x-frame-options']).toBe('DENY');
  });
});

describe('between users', () => {
  test('nobody sees, changes or deletes what is another’s, until it is given to him', async () => {
    const [owner, other] = [await user('owner'), await user('other')];
    expect(await owner.post(`${API}/registered-models/create`, { name: 'private' })).toMatchObject({ status: 200 });
    expect(await owner.post(`${API}/experiments/create`, { name: 'private' })).toMatchObject({ status: 200 });

    const read = `${API}/registered-models/get?name=private`;
    expect(await owner.get(read)).toMatchObject({ status: 200 });
    expect(await other.get(read)).toMatchObject({ status: 403 });
    expect(await other.get(`${API}/experiments/get-by-name?experiment_name=private`)).toMatchObject({ status: 403 });
    const tag = { name: 'private', key: 'digest', value: DIGEST };
    expect(await other.post(`${API}/registered-models/set-tag`, tag)).toMatchObject({ status: 403 });
    expect((await other.get(`${API}/registered-models/search`)).text).not.toContain('private');

    const grant = { username: 'other', resource_type: 'registered_model', resource_id: 'private', permission: 'READ' };
    expect(await other.post(GRANT, grant)).toMatchObject({ status: 403 });
    expect(await owner.post(GRANT, grant)).toMatchObject({ status: 200 });
    expect(await other.get(read)).toMatchObject({ status: 200 });
    expect(await other.post(`${API}/registered-models/set-tag`, tag)).toMatchObject({ status: 403 });
  });

  test('only an administrator makes users', async () => {
    const plain = await user('plain');
    const { status } = await plain.post(`${API}/users/create`, { username: 'friend', password: 'friend-of-plain' });
    expect(status).toBe(403);
  });
});

describe('the registry', () => {
  const DIGEST_TAG = 'secure-llm.sha256';
  const adapter = 'weights of an adapter';
  const source = `oci://registry.example/models/adapter@${DIGEST}`;
  const trainer: Credentials = { username: 'train-and-validate', password: 'password-of-train-and-validate' };
  const register = (model: string, sourceUri = source): Promise<StepResult> =>
    registerStep({ model, sourceUri, adapter, trackingUrl: written.url, address: loopback(5), credentials: trainer });

  beforeAll(() => user(trainer.username));

  test('learns from the pipeline step of a model, where its bytes are, and its digest', async () => {
    expect(await register('llama-adapter')).toEqual({ code: 0, stderr: '' });
    const { text } = await anonymous.as(trainer).get(`${API}/model-versions/get?name=llama-adapter&version=1`);
    const { model_version: version } = JSON.parse(text) as { readonly model_version: object };
    expect(version).toMatchObject({
      source,
      tags: expect.arrayContaining([{ key: DIGEST_TAG, value: await digestOf(adapter) }]) as object[],
    });
  });

  test('gets no second version when the step is tried again', async () => {
    expect(await register('tried-again')).toMatchObject({ code: 0 });
    expect(await register('tried-again')).toMatchObject({ code: 0 });
    const { text } = await anonymous.as(trainer).get(`${API}/registered-models/get?name=tried-again`);
    expect((JSON.parse(text) as Registered).registered_model.latest_versions).toEqual([
      expect.objectContaining({ version: '1' }),
    ]);
  });

  test.each([
    ['https', 'https://objects.example/adapter'],
    ['file', 'file:///etc/passwd'],
    ['absolute', '/etc/passwd'],
    ['relative', '../../etc/passwd'],
  ])('refuses a model from %s: %s, and so does the step before it asks', async (model, uri) => {
    expect(await register(model, uri)).toMatchObject({ code: 2 });
    const client = anonymous.as(trainer);
    expect(await client.post(`${API}/registered-models/create`, { name: model })).toMatchObject({ status: 200 });
    expect(await client.post(`${API}/model-versions/create`, { name: model, source: uri })).toMatchObject({
      status: 400,
    });
  });

  test('lets no other pipeline change a model that is registered', async () => {
    expect(await register('guarded')).toMatchObject({ code: 0 });
    const other = await user('rule-set-release');
    const tag = { name: 'guarded', version: '1', key: DIGEST_TAG, value: '0'.repeat(64) };
    expect(await other.post(`${API}/model-versions/set-tag`, tag)).toMatchObject({ status: 403 });
    expect(await other.post(`${API}/model-versions/create`, { name: 'guarded', source })).toMatchObject({
      status: 403,
    });
  });
});

describe('the process', () => {
  test('runs as the user of the template, with a root that cannot be written and no way to more rights', () => {
    const status = readFileSync(`/proc/${pod.process.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t10001\t10001\t10001\t10001$/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    const mounts = readFileSync(`/proc/${pod.process.pid}/mountinfo`, 'utf8').split('\n');
    const root = mounts.find((line) => line.split(' ')[4] === '/');
    expect(root?.split(' ')[5]).toMatch(/^ro,/);
  });

  test('has no more than the processes that serve: no job runner beside them', () => {
    const names = descendants(pod.process.pid).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    expect(names.filter((name) => /huey|job/.test(name))).toEqual([]);
    expect(names.length).toBeLessThanOrEqual(3);
  });

  test('fits into what is set aside for it', () => {
    const resident = [pod.process.pid, ...descendants(pod.process.pid)].map((pid) => {
      const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(kibibytes);
    });
    const mebibytes = resident.reduce((sum, each) => sum + each, 0) / 1024;
    console.log(`MLflow takes ${Math.round(mebibytes)} MiB in ${resident.length} processes`);
    expect(mebibytes).toBeLessThan(768);
  });
});

test('it does not start without a password', async () => {
  await using refused = await TrackingPod.startUnready({
    template: written.template,
    address: loopback(6),
    secrets: (secretName, key) => (`${secretName}/${key}` === written.adminSecret ? '' : secrets(secretName, key)),
  });
  expect(await refused.process.exited).toMatchObject({ code: 1 });
});

/** Process ids of everything that a process has started. */
function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}
