import { spawnSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import * as root from '../lib';

const ROOT = resolve(__dirname, '..');

/** Loads the source root in a process of its own and prints which files came with it. */
const LOADED_FILES = `
const before = new Set(Object.keys(require.cache));
require('./lib/index.ts');
process.stdout.write(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
`;

/** What is loaded with the root: names of packages, and paths of our own files below lib/. */
function loadedWithTheRoot(): { readonly packages: string[]; readonly files: string[] } {
  const node = spawnSync(process.execPath, ['--import', 'tsx', '-e', LOADED_FILES], { cwd: ROOT, encoding: 'utf8' });
  if (node.status !== 0) throw new Error(node.stderr);
  const files = JSON.parse(node.stdout) as string[];
  const packages = files.flatMap((file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? []);
  const own = files
    .filter((file) => file.startsWith(join(ROOT, 'lib')))
    .map((file) => relative(join(ROOT, 'lib'), file));
  return { packages: [...new Set(packages)].sort(), files: own.sort() };
}

describe('the public surface of the package', () => {
  it('has exactly these names', () => {
    expect(Object.keys(root).sort()).toEqual([
      'AdmissionPolicies',
      'AnnotationKey',
      'Argument',
      'ArtifactPort',
      'ArtifactType',
      'Cidr',
      'Component',
      'ConfigFile',
      'Connections',
      'ContainerBuild',
      'ControlledPods',
      'EnvVar',
      'ExperimentTracking',
      'ExternalInference',
      'ExternalSecretsOperatorPolicies',
      'Feature',
      'GitRepository',
      'GitRuleSetRelease',
      'GitRuleSetReleasePipeline',
      'Gpu',
      'Guardrail',
      'HardenedCronJob',
      'HardenedWorkload',
      'ImageCatalog',
      'ImagePullPolicy',
      'ImageRef',
      'ImagesLock',
      'InferenceServer',
      'Injection',
      'JudgedProgram',
      'KubeflowPipelines',
      'KubernetesVersion',
      'LabelKey',
      'Model',
      'ModelRelease',
      'ModelReleasePipeline',
      'Mount',
      'NetworkPolicyEnforcer',
      'NodeCapacity',
      'NodeOs',
      'ObjectStore',
      'OutputProcessor',
      'ParameterPort',
      'ParameterType',
      'Peer',
      'Pipeline',
      'PipelineDatabase',
      'PipelineDefinition',
      'PipelineSchedule',
      'PipelineTask',
      'PipelineValue',
      'Platform',
      'PlatformOutputs',
      'PolicyValidation',
      'Port',
      'Probe',
      'Protocol',
      'ReleasePool',
      'ReleasedFile',
      'Releaser',
      'Resources',
      'Rollout',
      'RuleSet',
      'RuleSetRelease',
      'RuleSetReleasePipeline',
      'RunIdentity',
      'SecretBackend',
      'SecretProvider',
      'SecretRef',
      'SecureLlm',
      'Severity',
      'SyncedSecrets',
      'Toleration',
      'TrainAndValidatePipeline',
      'TrustZone',
      'VolumeClaim',
      'Waiver',
      'WebhookCertificate',
      'Weights',
      'WorkloadRole',
      'expectCompliant',
    ]);
  });

  it('loads neither Terraform, the regex parsers and analysers, nor what judges documents before it is needed', () => {
    const { packages, files } = loadedWithTheRoot();
    expect(packages).toContain('cdk8s');
    const heavy =
      /^(?:cdktf|cdktn|@cdktf|re2|re2js|re2-wasm|recheck|scslre|refa|regexp-ast-analysis|@eslint-community\/regexpp|@marcbachmann\/cel-js)$/;
    expect(packages.filter((name) => heavy.test(name))).toEqual([]);
    expect(files).toContain('index.ts');
    // what a finding is, and no judge
    expect(files.filter((file) => file.startsWith('assurance') && file !== join('assurance', 'finding.ts'))).toEqual(
      [],
    );
  });
});
