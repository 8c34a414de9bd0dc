import { type Finding, Severity } from '../../lib';
import { type ProgramFacts } from '../../scripts/program-facts';
import { countByKind, formatSummary, imagesOf, summarize } from '../../scripts/synth-summary';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const nothing: ProgramFacts = { zones: [], connections: [], findings: [], waived: 0 };
const FINDING: Finding = {
  rule: 'zone-pod-security',
  severity: Severity.WARNING,
  message: 'not stated',
  object: { apiVersion: 'v1', kind: 'Namespace', name: 'theirs' },
  construct: 'app/zone',
};
const NOTE: Finding = {
  ...FINDING,
  rule: 'R14',
  severity: Severity.NOTE,
  message: 'not encrypted',
  construct: undefined,
};

const deployment = (podSpec: object): { kind: string } => ({
  kind: 'Deployment',
  ...{ spec: { template: { spec: podSpec } } },
});

describe('countByKind', () => {
  it('counts objects of one kind together, kinds in alphabetical order', () => {
    const kinds = ['Service', 'Deployment', 'Service', 'ConfigMap'].map((kind) => ({ kind }));
    expect([...countByKind(kinds)]).toEqual([
      ['ConfigMap', 1],
      ['Deployment', 1],
      ['Service', 2],
    ]);
  });
});

describe('imagesOf', () => {
  it('finds the images of containers, init containers and image volumes, however deep the pod stands', () => {
    const podSpec = {
      initContainers: [{ name: 'check', image: 'r.example/check:1' }],
      containers: [{ name: 'main', image: 'r.example/main:1' }, { name: 'without image' }],
      volumes: [
        { name: 'weights', image: { reference: 'r.example/weights:1' } },
        { name: 'tmp', emptyDir: {} },
      ],
    };
    expect(imagesOf({ kind: 'Pod', spec: podSpec })).toEqual([
      'r.example/check:1',
      'r.example/main:1',
      'r.example/weights:1',
    ]);
    const cronJob = { kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec: podSpec } } } } };
    expect(imagesOf(cronJob)).toHaveLength(3);
    expect(imagesOf({ kind: 'List', items: [deployment(podSpec)] })).toHaveLength(3);
  });

  it('finds the images of the steps of a pipeline', () => {
    const executors = { 'exec-train': { container: { image: 'r.example/train:1' } }, 'exec-import': { importer: {} } };
    const spec = { pipelineSpec: { deploymentSpec: { executors } } };
    expect(imagesOf({ kind: 'PipelineVersion', spec })).toEqual(['r.example/train:1']);
  });

  it('takes no other field called image for one', () => {
    expect(imagesOf({ kind: 'ConfigMap', data: { image: 'text' }, spec: { image: 'text' } })).toEqual([]);
  });
});

describe('summarize', () => {
  it('names each image without digest once, sorted', () => {
    const images = [
      'r.example/b:1',
      'r.example/a:1',
      `r.example/c:1@${DIGEST}`,
      'r.example/b:1',
      'r.example/d:1@sha256:12',
    ];
    const documents = images.map((image) => deployment({ containers: [{ image }] }));
    expect(summarize(documents, nothing, 0).imagesWithoutDigest).toEqual([
      'r.example/a:1',
      'r.example/b:1',
      'r.example/d:1@sha256:12',
    ]);
  });
});

describe('formatSummary', () => {
  it('says how much was written, and lists what there is', () => {
    const facts: ProgramFacts = {
      zones: ['guardrail', 'output'],
      connections: [{ from: 'guardrail', to: 'output', port: 'TCP/8000' }],
      findings: [FINDING, NOTE],
      waived: 2,
    };
    const documents = [
      { kind: 'Namespace' },
      { kind: 'Namespace' },
      deployment({ containers: [{ image: 'r.example/a:1' }] }),
    ];
    expect(formatSummary('lab', 'dist/lab/', summarize(documents, facts, 1.26)).split('\n')).toEqual([
      'lab: 2 zones, 3 objects, 1 connection, 1 image without digest, 0 errors, 1 warning, 1 note, 2 waived, 1.3 s → dist/lab/',
      '  zones: guardrail, output',
      '  objects: Deployment 1, Namespace 2',
      '  connections: guardrail → output TCP/8000',
      '  images without digest: r.example/a:1',
      '  warnings: zone-pod-security: not stated [app/zone]',
      '  notes: R14: not encrypted',
    ]);
  });

  it('shows ten notes and counts the others, and shows every warning', () => {
    const findings = [...Array.from({ length: 12 }, () => NOTE), ...Array.from({ length: 12 }, () => FINDING)];
    const lines = formatSummary('lab', 'dist/lab/', summarize([], { ...nothing, findings }, 0)).split('\n');
    expect(lines.filter((line) => line.includes('not encrypted'))).toHaveLength(10);
    expect(lines.at(-1)?.trim()).toBe('and 2 more, in the report');
    expect(lines.filter((line) => line.includes('not stated'))).toHaveLength(12);
  });

  it('leaves out what there is none of', () => {
    const summary = summarize([{ kind: 'Namespace' }], nothing, 0);
    expect(formatSummary('lab', 'dist/lab/', summary).split('\n')).toEqual([
      'lab: 0 zones, 1 object, 0 connections, 0 images without digest, 0 errors, 0 warnings, 0 notes, 0.0 s → dist/lab/',
      '  objects: Namespace 1',
    ]);
  });
});
