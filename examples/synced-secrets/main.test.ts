import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { DocumentSet, judgeDocuments, Severity } from 'cdk8s-secure-llm/policies';
import { inOneFile, synthesizedExample } from '../../test/documents/synthesized-example';

const GOLDEN = join(__dirname, 'synced-secrets.golden.yaml');
const OUTPUTS = join(__dirname, '../oke/outputs.json');
/** What the Terraform program of the other example writes. */
const TERRAFORM = readFileSync(join(__dirname, '../oke/oke.golden.json'), 'utf8');
const DIGEST = 'secure-llm.dev/secrets-sha256';

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly data?: readonly { readonly remoteRef: { readonly key: string } }[];
    readonly template?: {
      readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec: object;
    };
  };
}

const synthesize = (outputs = OUTPUTS): Record<string, string> =>
  synthesizedExample(__dirname, { PLATFORM_OUTPUTS: outputs });

const documentsOf = (files: Record<string, string>, kind: string): Document[] =>
  Object.values(files)
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Document))
    .filter((document) => document.kind === kind);

const files = synthesize();

/** What the program writes once Terraform says that a secret has another version. */
function afterRotationOf(vaultName: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  try {
    const rotated = readFileSync(OUTPUTS, 'utf8').replace(`"${vaultName} 1"`, `"${vaultName} 2"`);
    writeFileSync(join(folder, 'outputs.json'), rotated);
    return synthesize(join(folder, 'outputs.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('secrets from a vault', () => {
  it('writes what the golden file shows (UPDATE_GOLDEN=1 writes the golden file)', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, inOneFile(files));
    expect(inOneFile(files)).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('writes the same bytes again', () => {
    expect(synthesize()).toEqual(files);
  });

  it('has no error and no Secret', () => {
    const { findings } = judgeDocuments(DocumentSet.parse(...Object.values(files)));
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(documentsOf(files, 'Secret')).toEqual([]);
  });

  it('asks for secrets that the Terraform program makes, as accounts that it lets read those and no others', () => {
    const asked = new Map<string, Set<string>>();
    for (const { metadata, spec } of documentsOf(files, 'ExternalSecret')) {
      const names = (spec.data ?? []).map(({ remoteRef }) => remoteRef.key);
      const namespace = metadata.namespace ?? '';
      asked.set(namespace, new Set([...(asked.get(namespace) ?? []), ...names]));
    }
    const made = new Set([...TERRAFORM.matchAll(/"secret_name": "([^"]+)"/g)].map(([, name]) => name));
    expect(new Set([...asked.values()].flatMap((names) => [...names]))).toEqual(made);
    const granted = new Map(
      [...TERRAFORM.matchAll(/read secret-bundles[^"]*principal\.namespace = '([^']+)'[^"]*/g)].map(
        ([statement, namespace]) => [
          namespace!,
          new Set([...statement.matchAll(/target\.secret\.name = '([^']+)'/g)].map(([, name]) => name!)),
        ],
      ),
    );
    expect(granted).toEqual(asked);
    for (const { metadata } of documentsOf(files, 'SecretStore')) expect(granted.has(metadata.namespace!)).toBe(true);
    expect(TERRAFORM).toContain("principal.service_account = 'secret-reader'");
    const accounts = documentsOf(files, 'ServiceAccount').filter(({ metadata }) => metadata.name === 'secret-reader');
    expect(accounts.map(({ metadata }) => metadata.namespace).sort()).toEqual([...asked.keys()].sort());
  });

  it.each([
    ['assistant_system-prompt', ['output-processor']],
    ['output-processor-hop_key', ['guardrail', 'output-processor']],
    ['llama-3-1-8b-instruct-hop_key', ['llama-3-1-8b-instruct', 'output-processor']],
  ])('replaces the pods that read %s at start when it has a new version, and changes nothing else', (name, readers) => {
    const rotated = afterRotationOf(name);
    const [before, after] = [files, rotated].map((each) => documentsOf(each, 'Deployment'));
    const changed = before!.filter((each, at) => JSON.stringify(each) !== JSON.stringify(after![at]));
    expect(changed.map(({ metadata }) => metadata.name).sort()).toEqual(readers);
    const lines = (text: Record<string, string>): string[] => inOneFile(text).split('\n');
    const [old, young] = [lines(files), lines(rotated)];
    expect(young).toHaveLength(old.length);
    const other = old.filter((line, at) => line !== young[at]);
    for (const line of other) expect(line.trim()).toMatch(new RegExp(`^${DIGEST}: [0-9a-f]{64}$`));
    expect(other).toHaveLength(readers.length);
  });

  it('has a lab that names the objects, the annotation and the outputs', () => {
    const lab = readFileSync(join(__dirname, 'README.md'), 'utf8');
    for (const { metadata } of documentsOf(files, 'Namespace')) expect(lab).toContain(metadata.name);
    for (const name of [DIGEST, 'secret-reader', 'force-sync', 'PLATFORM_OUTPUTS', 'secret_versions']) {
      expect(lab).toContain(name);
    }
    for (const [, name] of lab.matchAll(/externalsecret ([a-z-]+)/g)) {
      expect(documentsOf(files, 'ExternalSecret').map(({ metadata }) => metadata.name)).toContain(name);
    }
  });
});
