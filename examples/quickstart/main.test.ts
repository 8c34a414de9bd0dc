import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const GOLDEN = join(__dirname, 'quickstart.golden.yaml');

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** What the program writes, by file name. */
function synthesize(): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'quickstart-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      jest.requireActual('./main');
    });
    return Object.fromEntries(
      readdirSync(outdir)
        .sort()
        .map((file) => [file, readFileSync(join(outdir, file), 'utf8')]),
    );
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}

const inOneFile = (files: Record<string, string>): string =>
  Object.entries(files)
    .map(([file, text]) => `# ${file}\n---\n${text.trimEnd()}\n`)
    .join('---\n');

const files = synthesize();
const documents = Object.values(files).flatMap((text) =>
  parseAllDocuments(text).map((document) => document.toJS() as Document),
);

describe('the quickstart', () => {
  it('writes what the golden file shows (UPDATE_GOLDEN=1 writes the golden file)', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, inOneFile(files));
    expect(inOneFile(files)).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('writes the same bytes again', () => {
    expect(synthesize()).toEqual(files);
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
