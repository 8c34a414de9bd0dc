import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe as describeObject, referenceTo } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { judgeDocuments, type DocumentJudgement } from '../../../lib/assurance/judge-documents';
import { writtenExamples } from '../api-server/written-examples';
import { SAME_RULE } from './accepted-findings';
import { scanByCheckov } from './checkov';
import { scanByKubeScore } from './kube-score';
import { type Scan, type ScannerFinding } from './scan';

/** What nobody would let into a cluster: the negative control. */
const BROKEN = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: broken, namespace: broken}
spec:
  selector: {matchLabels: {app: broken}}
  template:
    metadata: {labels: {app: broken}}
    spec:
      hostNetwork: true
      containers:
        - name: broken
          image: nginx:latest
          securityContext: {privileged: true}
`;
/** Kinds that both scanners have checks of. */
const SCANNED = ['Deployment', 'Service'];
const MOST_WAIVERS = 5;

const examples = writtenExamples();
const scans = new Map<string, readonly Scan[]>();
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'scanned-'));
  for (const { name, folder } of examples) await cp(folder, join(root, name), { recursive: true });
  await mkdir(join(root, 'broken'));
  await writeFile(join(root, 'broken/broken.yaml'), BROKEN);
  const folders = [...examples.map(({ name }) => name), 'broken'];
  const checkov = await scanByCheckov(root, folders);
  for (const folder of folders) {
    scans.set(folder, [checkov.get(folder) as Scan, await scanByKubeScore(join(root, folder))]);
  }
});

afterAll(() => rm(root, { recursive: true, force: true }));

test.each([
  ['checkov', ['CKV_K8S_16', 'CKV_K8S_19', 'CKV_K8S_14']],
  ['kube-score', ['container-security-context-privileged', 'container-image-tag', 'container-resources']],
])('%s finds what is broken', (scanner, checks) => {
  const broken = (scans.get('broken') ?? []).find((scan) => scan.scanner === scanner);
  expect(broken?.findings.map(({ check }) => check)).toEqual(expect.arrayContaining(checks));
});

describe.each(examples)('$name', ({ name, documents }) => {
  const judgement = judgeDocuments(DocumentSet.of(documents));

  test('is looked at by both, every Deployment and every Service', () => {
    const names = judgement.documents.documents
      .filter(({ kind }) => SCANNED.includes(kind))
      .map((document) => describeObject(referenceTo(document)));
    expect(names.length).toBeGreaterThan(0);
    for (const { scanner, objects } of scans.get(name) ?? []) {
      expect({ scanner, unseen: names.filter((object) => !objects.has(object)) }).toEqual({ scanner, unseen: [] });
    }
  });

  test('has nothing that a scanner holds against it but what is waived, with a reason, of our own rule on the same object', () => {
    const unwaived = (scans.get(name) ?? []).flatMap(({ scanner, findings, passed }) => {
      const left = findings.filter((finding) => !isWaived(judgement, finding));
      const criticals = left.filter(({ critical }) => critical);
      console.log(
        `${scanner} over ${name}: ${passed} passed, ${findings.length} findings, ${left.length} of them unwaived, ${criticals.length} critical: ${counts(findings)}`,
      );
      return left;
    });
    expect(unwaived).toEqual([]);
  });

  test('would be found at fault without its waivers', () => {
    const nothingWaived = { ...judgement, waived: [] };
    const all = (scans.get(name) ?? []).flatMap(({ findings }) => findings);
    expect(all.filter((finding) => isWaived(nothingWaived, finding))).toEqual([]);
    expect(all.filter((finding) => !isWaived(judgement, { ...finding, object: 'Deployment another/one' }))).toEqual(
      all,
    );
  });

  test(`lives with ${MOST_WAIVERS} waivers at most`, () => {
    const distinct = new Set(judgement.waived.map(({ waiver }) => `${waiver.rule}: ${waiver.reason}`));
    console.log(`${name}: ${distinct.size} distinct waivers`);
    expect(distinct.size).toBeLessThanOrEqual(MOST_WAIVERS);
  });
});

test('each of our rules that answers for a check of a scanner is needed by an example', () => {
  const found = new Set(
    examples.flatMap(({ name }) =>
      (scans.get(name) ?? []).flatMap(({ findings }) => findings.map(({ check }) => check)),
    ),
  );
  expect(Object.keys(SAME_RULE).filter((check) => !found.has(check))).toEqual([]);
});

function isWaived({ waived }: Pick<DocumentJudgement, 'waived'>, { check, object }: ScannerFinding): boolean {
  return waived.some(({ finding }) => finding.rule === SAME_RULE[check] && describeObject(finding.object) === object);
}

function counts(findings: readonly ScannerFinding[]): string {
  const checks = [...new Set(findings.map(({ check }) => check))].sort();
  return checks.map((check) => `${findings.filter((each) => each.check === check).length} ${check}`).join(', ');
}
