import { container, type Documents, problemsAfter } from './broken';

const settings = ({ platform }: Documents) => platform.platforms.kubernetes.deploymentSpec.executors;

describe('what the API server would reject is an error here', () => {
  it.each<[string, (documents: Documents) => void, RegExp]>([
    ['another schema version', (d) => (d.spec.schemaVersion = '2.0.0'), /schemaVersion is "2.0.0"/],
    ['an unknown key', (d) => (d.spec.pipelineSpec = {}), /the pipeline has unknown keys "pipelineSpec"/],
    ['a name with capitals', (d) => (d.spec.pipelineInfo.name = 'Release'), /pipelineInfo.name is "Release"/],
    ['a name that begins with a dash', (d) => (d.spec.pipelineInfo.name = '-release'), /pipelineInfo.name/],
    ['no root', (d) => delete d.spec.root, /there is no root/],
    [
      'an object that does not fit',
      (d) => (d.spec.pipelineInfo.description = 'x'.repeat(1_000_001)),
      /the pipeline has 10\d+ bytes/,
    ],
  ])('%s', (_what, change, message) => {
    expect(problemsAfter(change).join('\n')).toMatch(message);
  });
});

describe('what the API server accepts and cannot run is an error here', () => {
  it.each<[string, (documents: Documents) => void, RegExp]>([
    [
      'an executor without a container',
      (d) => (d.spec.deploymentSpec.executors['exec-validate'] = { importer: {} }),
      /only container components/,
    ],
    ['an unknown key of a container', (d) => (container(d).entrypoint = ['sh']), /unknown keys "entrypoint"/],
    [
      'an unknown key of the resources',
      (d) => (container(d).resources.gpu = 1),
      /the resources of executor "exec-validate" has unknown keys "gpu"/,
    ],
    ['an image that moves', (d) => (container(d).image = 'registry.example/steps:latest'), /moving tag "latest"/],
    ['no command', (d) => delete container(d).command, /"exec-validate" has no command/],
    [
      'packages that are installed at each start',
      (d) => container(d).command.push('-c', 'python3 -m pip install kfp==2.17.0'),
      /installs packages/,
    ],
    [
      'a placeholder as the program',
      (d) => (container(d).command[0] = "{{$.inputs.parameters['least']}}"),
      /placeholder in its program name/,
    ],
    [
      'a placeholder of the local runner only',
      (d) => container(d).args.push('{{$.outputs.output_file}}'),
      /\{\{\$.outputs.output_file\}\}.*does not replace/,
    ],
    ['a placeholder that is not closed', (d) => container(d).args.push('a {{$.inputs'), /placeholder "\{\{\$"/],
    [
      'the value of an artifact',
      (d) => container(d).args.push("{{$.inputs.artifacts['records']}}"),
      /does not replace/,
    ],
    [
      'metadata of an artifact',
      (d) => container(d).args.push("{{$.inputs.artifacts['records'].metadata['x']}}"),
      /does not replace/,
    ],
    [
      'the file of an input parameter',
      (d) => container(d).args.push("{{$.inputs.parameters['least'].output_file}}"),
      /does not replace/,
    ],
    [
      'a port that the component does not have',
      (d) => container(d).args.push("{{$.outputs.artifacts['other'].path}}"),
      /component "comp-validate" has no such port/,
    ],
    [
      'a credential in the environment',
      (d) => (container(d).env = [{ name: 'API_KEY', value: 'x' }]),
      /looks like a credential/,
    ],
    [
      'a variable that would be replaced',
      (d) => (container(d).env = [{ name: 'A', value: '{{$}}' }]),
      /the variable "A" .* holds "\{\{\$"/,
    ],
    [
      'a quantity that is none',
      (d) => (container(d).resources.resourceCpuLimit = 'two'),
      /resourceCpuLimit of executor "exec-validate" is "two"/,
    ],
    [
      'a quantity of nothing',
      (d) => (container(d).resources.resourceMemoryLimit = '0Gi'),
      /resourceMemoryLimit .* is "0Gi"/,
    ],
    ['a suffix of every object', (d) => (container(d).resources.resourceMemoryLimit = '1at'), /"1at"/],
    [
      'a limit below the request',
      (d) => (container(d).resources.resourceMemoryLimit = '1Mi'),
      /memory of executor "exec-validate" is limited to 1Mi and requests 128Mi/,
    ],
    [
      'an accelerator without a domain',
      (d) => (container(d).resources.accelerator = { resourceType: 'gpu', resourceCount: '1' }),
      /the accelerator of executor/,
    ],
    [
      'half an accelerator',
      (d) => (container(d).resources.accelerator = { resourceType: 'nvidia.com/gpu', resourceCount: '0.5' }),
      /the accelerator of executor/,
    ],
    [
      'platform settings without an executor',
      (d) => (settings(d)['exec-other'] = {}),
      /for executor "exec-other", which does not exist/,
    ],
    [
      'a service account in the platform settings',
      (d) => (settings(d)['exec-validate'].serviceAccount = 'admin'),
      /unknown keys "serviceAccount"/,
    ],
    [
      'a secret in the environment',
      (d) => (settings(d)['exec-validate'].secretAsEnv = []),
      /takes a secret into its environment/,
    ],
    ['root', (d) => (settings(d)['exec-validate'].securityContext.runAsUser = '0'), /runs as user "0"/],
    [
      'a user that may be root',
      (d) => (settings(d)['exec-validate'].securityContext.runAsNonRoot = false),
      /runAsNonRoot: true/,
    ],
    ['another platform', (d) => (d.platform.platforms.nomad = {}), /platforms has unknown keys "nomad"/],
    [
      'an unknown key of the platform',
      (d) => (d.platform.platforms.kubernetes.pods = {}),
      /platforms.kubernetes has unknown keys "pods"/,
    ],
    [
      'an unknown key beside the platforms',
      (d) => (d.platform.more = {}),
      /the platform document has unknown keys "more"/,
    ],
  ])('%s', (_what, change, message) => {
    expect(problemsAfter(change).join('\n')).toMatch(message);
  });

  it('and nothing of what it does run: its own placeholders, quantities of every form, the path and uri of an artifact', () => {
    expect(
      problemsAfter((d) => {
        container(d).args.push(
          '{{$}}',
          "{{$.inputs.artifacts['records'].uri}}",
          "--x={{$.inputs.parameters['least']}}",
        );
        container(d).resources = {
          resourceCpuRequest: '0.5',
          resourceCpuLimit: '1500m',
          resourceMemoryLimit: '1e',
          cpuLimit: 1,
        };
        container(d).resources.resourceMemoryLimit = '2G';
      }),
    ).toEqual([]);
  });
});
