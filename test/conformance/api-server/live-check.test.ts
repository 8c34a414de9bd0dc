import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { PARAMETERS } from '../../../lib/assurance/policy-parameters';
import { admissionExceptions } from '../../../lib/assurance/waivable';
import { type CliEnvironment } from '../../../lib/cli/environment';
import { SECRET_TABLE } from '../../../lib/cli/live/secret-heads';
import { runCommandLine } from '../../../lib/cli/program';
import { ApiServer } from './api-server';
import { ADMIN, type Persona } from './persona';

/** The commands that read a cluster, against an API server and with a kubectl that nobody here wrote. */
const QUICKSTART = resolve(__dirname, '../../../examples/quickstart/quickstart.golden.yaml');
const VIEWER: Persona = { name: 'viewer', groups: ['auditors'] };
const STRANGER: Persona = { name: 'stranger' };
/** What must never leave the API server. */
const VALUE = randomBytes(24).toString('base64');

let server: ApiServer;
beforeAll(async () => {
  server = await ApiServer.start({ personas: [VIEWER, STRANGER] });
  const applied = await server.apply([QUICKSTART, join(__dirname, '../../../policies')]);
  expect(applied).toMatchObject({ code: 0 });
  // the golden file has the waivers; the exceptions for them are in the policies that the program writes
  const exceptions = admissionExceptions(DocumentSet.parse(readFileSync(QUICKSTART, 'utf8'))).join('\n');
  const parameters = ['configmap', PARAMETERS.name, '-n', PARAMETERS.namespace, '--type=merge'];
  const patch = JSON.stringify({ data: { exceptions } });
  expect(await server.kubectl(['patch', ...parameters, '-p', patch])).toMatchObject({ code: 0 });
  expect(await server.client().create(secret('assistant-output', 'api-key', 'Opaque'))).toMatchObject({ status: 201 });
});
afterAll(() => server[Symbol.asyncDispose]());

function secret(
  namespace: string,
  name: string,
  type: string,
): Parameters<ReturnType<ApiServer['client']>['create']>[0] {
  const metadata = { name, namespace, labels: { team: 'payments' } };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type, data: { key: VALUE } };
}

/** Lets the viewer see what runs, and neither who may do what nor Secrets. */
function viewing(): Parameters<ReturnType<ApiServer['client']>['create']>[0][] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const apiGroup = 'rbac.authorization.k8s.io';
  const metadata = { name: 'auditors' };
  const core = ['namespaces', 'pods', 'replicationcontrollers', 'services', 'endpoints', 'serviceaccounts'];
  const rules = [
    {
      apiGroups: [''],
      resources: [...core, 'resourcequotas', 'limitranges', 'configmaps', 'persistentvolumeclaims'],
      verbs: ['list'],
    },
    {
      apiGroups: ['apps', 'batch', 'policy', 'networking.k8s.io', 'discovery.k8s.io'],
      resources: ['*'],
      verbs: ['list'],
    },
  ];
  return [
    { apiVersion, kind: 'ClusterRole', metadata, rules },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'auditors' },
      subjects: [{ apiGroup, kind: 'Group', name: 'auditors' }],
    },
  ];
}

/** Runs `secure-llm` as somebody whose kubeconfig is of this server. */
async function secureLlm(
  args: readonly string[],
  persona = ADMIN,
): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const environment: CliEnvironment = {
    folder: __dirname,
    variables: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(''),
    today: () => '2026-06-01',
    run: (program, given) => {
      expect(program).toBe('kubectl');
      return server.kubectl(given, { persona });
    },
  };
  const code = await runCommandLine(args, environment);
  return { code, out, err };
}

describe('what kubectl is asked about Secrets', () => {
  const traced = (args: readonly string[]): Promise<string> =>
    server.kubectl(['get', ...args, '-v=9']).then(({ stdout, stderr }) => `${stdout}${stderr}`);

  it('leaves their data in the API server', async () => {
    const exchanged = await traced(SECRET_TABLE);
    expect(exchanged).toContain('api-key');
    expect(exchanged).toContain('as=Table');
    expect(exchanged).not.toContain(VALUE);
  });

  it('would bring it out in any other form', async () => {
    expect(await traced(['secrets', '--all-namespaces', '--output=custom-columns=N:.metadata.name'])).toContain(VALUE);
  });
});

describe('secure-llm check --live', () => {
  it('judges an API server as it judges the files that were applied to it', async () => {
    const { code, out, err } = await secureLlm(['check', '--live', '--format', 'json']);
    expect(err).toBe('');
    const live = JSON.parse(out);
    const files = JSON.parse((await secureLlm(['check', QUICKSTART, '../../../policies', '--format', 'json'])).out);
    const outcomes = ({ claims }: { claims: { claim: string; outcome: string }[] }): string[] =>
      // what a cluster has already needs no order, so R15 can only be proven there
      claims.filter(({ claim }) => claim !== 'R15').map(({ claim, outcome }) => `${claim} ${outcome}`);
    expect(outcomes(live)).toEqual(outcomes(files));
    expect(live.zones).toEqual(files.zones);
    expect(live.claims.find(({ claim }: { claim: string }) => claim === 'R15')).toMatchObject({ outcome: 'proven' });
    expect(live.unseen).toEqual([]);
    expect(code).toBe(0);
  });

  it('says what somebody with fewer rights could not see, and judges the rest', async () => {
    for (const object of viewing()) expect(await server.client().create(object)).toMatchObject({ status: 201 });
    const { out, err } = await secureLlm(['check', '--live', '--format', 'json'], VIEWER);
    expect(err).toBe('');
    const { unseen, objects } = JSON.parse(out) as { unseen: string[]; objects: number };
    expect(unseen.map((line) => line.split(':')[0]).sort()).toEqual([
      'clusterrolebindings.rbac.authorization.k8s.io',
      'clusterroles.rbac.authorization.k8s.io',
      'nodes',
      'rolebindings.rbac.authorization.k8s.io',
      'roles.rbac.authorization.k8s.io',
      'secrets',
      'validatingadmissionpolicies.admissionregistration.k8s.io',
      'validatingadmissionpolicybindings.admissionregistration.k8s.io',
    ]);
    expect(unseen.join('\n')).toContain('secrets: Error from server (Forbidden): secrets is forbidden: User "viewer"');
    expect(objects).toBeGreaterThan(30);
  });

  it('ends with code 2 for somebody who may see nothing', async () => {
    const { code, err } = await secureLlm(['check', '--live'], STRANGER);
    expect(code).toBe(2);
    expect(err).toContain('User "stranger" cannot list resource');
  });
});

describe('secure-llm doctor', () => {
  it('finds in a bare API server the version, and misses what enforces and what nobody made', async () => {
    const { code, out } = await secureLlm(['doctor', QUICKSTART]);
    expect(out).toMatch(/\nthere\n {2}Kubernetes 1\.\d+ or newer: API server v1\.\d+\.\d+\n/);
    expect(out).toContain('  something that enforces NetworkPolicies: nothing that is known to enforce them\n');
    expect(out).toContain('  Secret assistant-output/output-processor-audit: not there\n');
    expect(out).not.toMatch(/ of (?:v1|apps\/v1|networking\.k8s\.io\/v1|policy\/v1): /); // each kind is served
    expect(code).toBe(1);
  });

  it('finds what is made', async () => {
    for (const name of ['output-processor-audit', 'output-processor-hop']) {
      expect(await server.client().create(secret('assistant-output', name, 'Opaque'))).toMatchObject({ status: 201 });
    }
    const { out } = await secureLlm(['doctor', QUICKSTART]);
    expect(out).toContain('  Secret assistant-output/output-processor-audit: there, of type Opaque\n');
  });
});
