import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { DocumentSet, judgeDocuments, Severity } from 'cdk8s-secure-llm/policies';
import { inOneFile, synthesizedExample } from '../../test/documents/synthesized-example';

const GOLDEN = join(__dirname, 'mlops.golden.yaml');

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
}

const synthesize = (): Record<string, string> => synthesizedExample(__dirname);

const files = synthesize();
const documents = Object.values(files).flatMap((text) =>
  parseAllDocuments(text).map((document) => document.toJS() as Document),
);
const named = (kind: string): string[] =>
  documents.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
/** The policies are the package's own and have tests of their own: the golden file shows what this program says. */
const written = Object.fromEntries(Object.entries(files).filter(([file]) => file !== 'admission-policies.k8s.yaml'));
const lab = readFileSync(join(__dirname, 'README.md'), 'utf8');

describe('the example of pipelines', () => {
  it('writes what the golden file shows (UPDATE_GOLDEN=1 writes the golden file)', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, inOneFile(written));
    expect(inOneFile(written)).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('writes the same bytes again', () => {
    expect(synthesize()).toEqual(files);
  });

  it('has no error, and no finding about a waiver until the end of 2027', () => {
    const { findings } = judgeDocuments(DocumentSet.parse(...Object.values(files)), { date: '2027-12-31' });
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(findings.map(({ rule }) => rule)).not.toContain('waiver');
  });

  it('is the request path of the quickstart and a zone of pipelines, and what belongs to the cluster in a file of its own', () => {
    expect(named('Namespace')).toEqual(
      expect.arrayContaining(['assistant-guardrail', 'assistant-output', 'assistant-inference-qwen', 'pipelines']),
    );
    const [, ofCluster = ''] =
      Object.entries(files).find(([file]) => file.startsWith('pipelines-kubeflow-cluster-')) ?? [];
    expect(ofCluster).toContain('kind: CustomResourceDefinition');
  });

  it('writes no Secret, and its lab makes each one that a pod needs', () => {
    expect(named('Secret')).toEqual([]);
    const text = JSON.stringify(documents);
    const mounted = [
      ...text.matchAll(/"secretName":"([^"]+)"/g),
      ...text.matchAll(/"secretKeyRef":\{"key":"[^"]+","name":"([^"]+)"/g),
    ];
    const issued = named('Certificate');
    const secrets = new Set(mounted.map(([, name]) => name ?? '').filter((name) => !issued.includes(name)));
    expect([...secrets].filter((name) => !lab.includes(name))).toEqual([]);
  });

  it('proves that nobody releases alone, and that pipelines touch the request path by releases only', () => {
    const { claims } = judgeDocuments(DocumentSet.parse(...Object.values(files)));
    const outcomes = claims
      .filter(({ claim }) => ['R10', 'R12'].includes(claim))
      .map(({ claim, outcome }) => [claim, outcome]);
    expect(outcomes).toEqual([
      ['R10', 'proven'],
      ['R12', 'proven'],
    ]);
  });

  it('shows the runs of each pipeline by a template with an identity of its own', () => {
    expect(named('PodTemplate').sort()).toEqual(['rule-set-release', 'train-and-validate']);
    expect(named('ServiceAccount')).toEqual(expect.arrayContaining(named('PodTemplate')));
  });

  it('releases rules to both guards, the first one last, as the account of the pipeline that learns them', () => {
    const versions = documents.filter(({ kind }) => kind === 'PipelineVersion');
    expect(versions).toHaveLength(2);
    const targets = JSON.stringify(versions);
    expect(targets.indexOf('assistant-output')).toBeGreaterThan(0);
    expect(targets.indexOf('assistant-guardrail')).toBeGreaterThan(targets.indexOf('assistant-output'));
    const releasing = documents.filter(
      ({ kind, metadata }) => kind === 'RoleBinding' && metadata.namespace === 'assistant-guardrail',
    );
    expect(JSON.stringify(releasing)).toContain('"name":"rule-set-release","namespace":"pipelines"');
  });

  it('names in its lab every claim that somebody has to fill', () => {
    const text = JSON.stringify(documents.filter(({ kind }) => kind === 'PodTemplate'));
    const claims = [...text.matchAll(/"claimName":"([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter((name) => !lab.includes(`\`${name}\``))).toEqual([]);
  });

  it('lets the controller of runs make pods, and lets nobody else of the pipelines write into a zone', () => {
    const [parameters] = documents.filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'parameters',
    );
    const controllers = parameters?.data?.controllers?.split('\n') ?? [];
    expect(controllers.filter((line) => line.includes(':pipelines:'))).toEqual([
      'user system:serviceaccount:pipelines:workflow-controller',
    ]);
  });
});
