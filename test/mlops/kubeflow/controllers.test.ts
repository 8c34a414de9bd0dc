import { type Document } from '../../workload/declared';
import { Installed } from './installed';

const installed = new Installed();
const rulesOf = (name: string): { resources: string[]; verbs: string[] }[] => installed.named('Role', name).rules;
const WATCH = ['get', 'list', 'watch'];

describe('the workflow controller', () => {
  it('keeps to its own namespace and lets no more runs in at a time than it is told', () => {
    expect(installed.container('workflow-controller').args).toEqual(
      expect.arrayContaining(['--namespaced', '--managed-namespace=pipelines']),
    );
    const parallelism = (each: Installed) =>
      JSON.parse(each.configMap('workflow-controller-config').data.config).parallelism;
    expect(parallelism(installed)).toBe(4);
    expect(parallelism(new Installed({ maxRuns: 1 }))).toBe(1);
  });

  it('reads the very ConfigMap that it is given', () => {
    const { metadata } = installed.configMap('workflow-controller-config');
    expect(installed.container('workflow-controller').args).toContain(`--configmap=${metadata.name}`);
  });

  it('makes pods, and enters none, reads no Secret and writes no ConfigMap', () => {
    const rules = rulesOf('workflow-controller');
    const resources = rules.flatMap((rule) => rule.resources);
    expect(resources).toContain('pods');
    for (const forbidden of ['pods/exec', 'pods/log', 'secrets', 'roles', 'rolebindings', '*'])
      expect(resources).not.toContain(forbidden);
    const [configMaps] = rules.filter((rule) => rule.resources.includes('configmaps'));
    expect(configMaps?.verbs.sort()).toEqual(WATCH);
  });
});

describe('the persistence agent', () => {
  it('watches runs and reports them, and changes nothing in the cluster', () => {
    for (const { resources, verbs } of rulesOf('ml-pipeline-persistenceagent').slice(0, 2))
      expect([resources.length, verbs]).toEqual([1, WATCH]);
    const verbs = rulesOf('ml-pipeline-persistenceagent').flatMap((rule) => rule.verbs);
    expect(new Set(verbs)).toEqual(new Set([...WATCH, 'readArtifact', 'report', 'reportMetrics']));
  });

  it('asks the API server of the pipelines with a token that is good nowhere else', () => {
    const { volumes } = installed.named('Deployment', 'ml-pipeline-persistenceagent').spec.template.spec;
    const audiences = (volumes as Document[])
      .flatMap(({ projected }) => (projected?.sources as Document[] | undefined) ?? [])
      .flatMap(({ serviceAccountToken }) => serviceAccountToken?.audience ?? []);
    expect(audiences).toEqual(['pipelines.kubeflow.org']);
    expect(installed.container('ml-pipeline-persistenceagent').args).toEqual(
      expect.arrayContaining(['--namespace=pipelines', '--mlPipelineAPIServerName=ml-pipeline']),
    );
  });
});

it('no program of Kubeflow Pipelines has a right outside of its namespace', () => {
  const kinds = [...installed.documents, ...installed.clusterDocuments].map(({ kind }) => kind as string);
  expect(kinds).toContain('Role');
  expect(kinds.filter((kind) => kind.startsWith('ClusterRole'))).toEqual([]);
});
