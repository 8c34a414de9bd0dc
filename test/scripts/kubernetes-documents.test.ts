import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocuments } from '../../scripts/kubernetes-documents';

describe('readDocuments', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'documents-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads every document of every YAML file, files by name', () => {
    writeFileSync(join(folder, 'b.k8s.yaml'), 'kind: Service\n');
    writeFileSync(join(folder, 'a.k8s.yaml'), 'kind: Namespace\n---\nkind: NetworkPolicy\n');
    writeFileSync(join(folder, 'notes.txt'), 'not: read\n');
    expect(readDocuments(folder).map(({ kind }) => kind)).toEqual(['Namespace', 'NetworkPolicy', 'Service']);
  });

  it('refuses a file that is not YAML, naming it', () => {
    writeFileSync(join(folder, 'a.yaml'), 'kind: [\n');
    expect(() => readDocuments(folder)).toThrow(join(folder, 'a.yaml'));
  });
});
