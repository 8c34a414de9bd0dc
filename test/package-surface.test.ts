import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import * as root from '../lib';

const ROOT = resolve(__dirname, '..');

/** Loads the source root in a process of its own and prints which packages came with it. */
const LOADED_PACKAGES = `
const names = new Set();
const before = new Set(Object.keys(require.cache));
require('./lib/index.ts');
for (const file of Object.keys(require.cache)) {
  if (before.has(file)) continue;
  const name = /.*node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(file);
  if (name) names.add(name[1]);
}
process.stdout.write(JSON.stringify([...names].sort()));
`;

function packagesOfTheRoot(): string[] {
  const node = spawnSync(process.execPath, ['--import', 'tsx', '-e', LOADED_PACKAGES], { cwd: ROOT, encoding: 'utf8' });
  if (node.status !== 0) throw new Error(node.stderr);
  return JSON.parse(node.stdout) as string[];
}

describe('the public surface of the package', () => {
  it('has exactly these names', () => {
    expect(Object.keys(root).sort()).toEqual([
      'AnnotationKey',
      'Cidr',
      'ConfigFile',
      'Connections',
      'EnvVar',
      'ExternalInference',
      'Feature',
      'Gpu',
      'Guardrail',
      'HardenedWorkload',
      'ImageCatalog',
      'ImagePullPolicy',
      'ImageRef',
      'ImagesLock',
      'InferenceServer',
      'Injection',
      'KubernetesVersion',
      'LabelKey',
      'Model',
      'Mount',
      'NetworkPolicyEnforcer',
      'NodeOs',
      'OutputProcessor',
      'Peer',
      'Platform',
      'Port',
      'Probe',
      'Protocol',
      'Resources',
      'Rollout',
      'RuleSet',
      'SecretRef',
      'SecureLlm',
      'Toleration',
      'TrustZone',
      'Weights',
    ]);
  });

  it('loads neither Terraform nor the regex parsers and analysers before they are needed', () => {
    const packages = packagesOfTheRoot();
    expect(packages).toContain('cdk8s');
    const heavy =
      /^(?:cdktf|cdktn|@cdktf|re2|re2js|re2-wasm|recheck|scslre|refa|regexp-ast-analysis|@eslint-community\/regexpp)$/;
    expect(packages.filter((name) => heavy.test(name))).toEqual([]);
  });
});
