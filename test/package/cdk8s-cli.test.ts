import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InstalledPackage } from './installed-package';

const CDK8S = resolve(__dirname, '../../node_modules/cdk8s-cli/bin/cdk8s');
/** A stack in the words of JavaScript, so that nothing has to be compiled; the middle is what a test changes. */
const program = (change = ''): string => `
const { App } = require('cdk8s');
const { NetworkPolicyEnforcer, Model, Peer, Platform, SecureLlm, Weights } = require('cdk8s-secure-llm');
const app = new App();
const stack = new SecureLlm(app, 'assistant', {
  platform: Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM }),
  models: [Model.llamaCpp('llama', { weights: Weights.claim('weights', { path: 'llama.gguf' }) })],
  callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
});
${change}
app.synth();
`;
const POD = `
const { ApiObject, Chart } = require('cdk8s');
new ApiObject(new Chart(app, 'mine'), 'pod', {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'root', namespace: stack.zones[0].namespace },
  spec: { containers: [{ name: 'root', image: 'docker.io/library/busybox:1.37.0' }] },
});`;

let installed: InstalledPackage;
beforeAll(() => {
  installed = InstalledPackage.install();
});
afterAll(() => installed[Symbol.dispose]());

interface Report {
  readonly violations: readonly { readonly ruleName: string }[];
  readonly summary: { readonly status: string };
}

/** `cdk8s synth` in the user's folder, with the plugin from where the user installed it. */
function synth(text: string, properties: object = {}) {
  const report = join(installed.folder, 'report.json');
  rmSync(report, { force: true });
  writeFileSync(join(installed.folder, 'app.js'), text);
  const plugin = {
    package: './node_modules/cdk8s-secure-llm',
    version: '0.1.0',
    class: 'PolicyValidation',
    properties,
  };
  const config = { language: 'typescript', app: 'node app.js', output: 'written', validations: [plugin] };
  writeFileSync(join(installed.folder, 'cdk8s.yaml'), JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CDK8S, 'synth', '--validation-reports-output-file', report],
    { cwd: installed.folder, encoding: 'utf8', env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' } },
  );
  const [first] = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as { reports: Report[] }).reports : [];
  return { status, output: stdout + stderr, report: first };
}

describe('cdk8s synth with the validation plugin', () => {
  it('exits with 0 when there are warnings only, which are in the report', () => {
    const { status, report } = synth(program());
    expect({ status, summary: report?.summary.status }).toEqual({ status: 0, summary: 'success' });
    expect(report?.violations.map(({ ruleName }) => ruleName)).toContain('image-digest (warning)');
  });

  it('exits with 2 when the plugin finds an error', () => {
    const { status, report } = synth(program(), { release: true });
    expect({ status, summary: report?.summary.status }).toEqual({ status: 2, summary: 'failure' });
    expect(report?.violations.map(({ ruleName }) => ruleName)).toContain('image-digest (error)');
  });

  it('exits with 1, and writes nothing, when the program itself is refused', () => {
    const { status, output, report } = synth(program(POD));
    expect({ status, report }).toEqual({ status: 1, report: undefined });
    expect(output).toMatch(/run-as-non-root: container root may run as root.*\(at mine\/pod\)/);
    expect(existsSync(join(installed.folder, 'written', 'mine.k8s.yaml'))).toBe(false);
  });
});
