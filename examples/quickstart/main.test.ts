import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { DocumentSet, judgeDocuments, Severity } from 'cdk8s-secure-llm/policies';
import { inOneFile, synthesizedExample } from '../../test/documents/synthesized-example';

const GOLDEN = join(__dirname, 'quickstart.golden.yaml');

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const synthesize = (): Record<string, string> => synthesizedExample(__dirname);

const POLICIES = 'admission-policies.k8s.yaml';
const files = synthesize();
/** The policies are the package's own and have tests of their own: the golden file shows what this program says. */
const zones = Object.fromEntries(Object.entries(files).filter(([file]) => file !== POLICIES));
const documentsIn = (text = ''): Document[] => parseAllDocuments(text).map((document) => document.toJS() as Document);
const documents = Object.values(zones).flatMap(documentsIn);

describe('the quickstart', () => {
  it('writes what the golden file shows (UPDATE_GOLDEN=1 writes the golden file)', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, inOneFile(zones));
    expect(inOneFile(zones)).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('writes the same bytes again', () => {
    expect(synthesize()).toEqual(files);
  });

  it('writes the admission policies into a file of their own, which a folder is applied from first', () => {
    expect(Object.keys(files)[0]).toBe(POLICIES);
    const policies = documentsIn(files[POLICIES]);
    const names = (kind: string): string[] =>
      policies.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    expect(names('ValidatingAdmissionPolicyBinding')).toEqual(names('ValidatingAdmissionPolicy'));
    expect(names('ValidatingAdmissionPolicy')).toContain('workload-identity.secure-llm.dev');
    expect(names('ConfigMap')).toEqual(['approved-models', 'approved-rule-sets', 'parameters']);
  });

  it('has no error, and no finding about a waiver until the end of 2027', () => {
    const { findings } = judgeDocuments(DocumentSet.parse(...Object.values(files)), { date: '2027-12-31' });
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(findings.map(({ rule }) => rule)).not.toContain('waiver');
  });

  it('waives images without a digest and the one pod of the model, for a reason each, and no other rule finds anything', () => {
    const { findings, waived } = judgeDocuments(DocumentSet.parse(...Object.values(files)));
    expect(findings.filter(({ rule }) => !/^R\d+$/.test(rule))).toEqual([]);
    expect(waived.map(({ finding }) => `${finding.rule} ${finding.object.name}`).sort()).toEqual([
      'image-digest guardrail',
      'image-digest output-processor',
      'image-digest qwen',
      'single-pod qwen',
    ]);
    expect(new Set(waived.map(({ waiver }) => `${waiver.rule}: ${waiver.reason}`)).size).toBe(2);
  });

  it('lets every rule deny, and excepts what it waives by name in the parameters, which only deployers may change', () => {
    const policies = documentsIn(files[POLICIES]) as (Document & {
      readonly data?: Readonly<Record<string, string>>;
      readonly spec?: { readonly validationActions?: readonly string[] };
    })[];
    const bindings = policies.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
    for (const { spec } of bindings) expect(spec?.validationActions).toContain('Deny');
    const parameters = policies.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'parameters');
    expect(parameters?.data?.exceptions?.split('\n')).toEqual([
      'image-digest Workload assistant-guardrail/guardrail',
      'image-digest Workload assistant-inference-qwen/qwen',
      'image-digest Workload assistant-output/output-processor',
    ]);
  });

  it('is three namespaces with a workload each, and no Secret', () => {
    const names = (kind: string): string[] =>
      documents.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    expect(names('Namespace').sort()).toEqual(['assistant-guardrail', 'assistant-inference-qwen', 'assistant-output']);
    expect(names('Deployment').sort()).toEqual(['guardrail', 'output-processor', 'qwen']);
    expect(names('Secret')).toEqual([]);
  });

  it('has a lab whose commands name every secret, file and claim that the documents need', () => {
    const lab = readFileSync(join(__dirname, 'README.md'), 'utf8');
    const text = JSON.stringify(documents);
    const secrets = new Set([...text.matchAll(/"secretName":"([^"]+)"/g)].map(([, name]) => name!));
    const claims = new Set([...text.matchAll(/"claimName":"([^"]+)"/g)].map(([, name]) => name!));
    const images = new Set([...text.matchAll(/"image":"([^"]+)"/g)].map(([, name]) => name!));
    for (const name of [...secrets, ...claims, 'qwen2.5-0.5b-instruct-q4_k_m.gguf']) expect(lab).toContain(name);
    expect([...images].filter((image) => image.startsWith('localhost/')).every((image) => lab.includes(image))).toBe(
      true,
    );
    for (const { metadata } of documents.filter(({ kind }) => kind === 'Namespace'))
      expect(lab).toContain(metadata.name);
  });
});
