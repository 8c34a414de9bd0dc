import { readFileSync } from 'node:fs';
import { schemaErrors, SCHEMA_FILE, SHA256_FILE, sha256Line } from './schema-errors';
import { kindKey, WRITTEN_KINDS } from './written-kinds';

const container = {
  name: 'guard',
  image: 'registry.example.com/guard:1.0.0',
  ports: [{ name: 'http', containerPort: 8000 }],
  resources: { requests: { cpu: '250m', memory: 268435456 } },
  readinessProbe: { httpGet: { path: '/readyz', port: 'metrics' } },
};

function deployment(spec: object = {}, containerChanges: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'guard', labels: { any: 'label' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'guard' } },
      template: {
        metadata: { labels: { app: 'guard' } },
        spec: { hostUsers: false, containers: [{ ...container, ...containerChanges }] },
      },
      ...spec,
    },
  };
}

test('the committed schema has the committed hash', () => {
  expect(readFileSync(SHA256_FILE, 'utf8')).toBe(sha256Line(readFileSync(SCHEMA_FILE, 'utf8')));
});

test('a valid document has no errors', () => {
  expect(schemaErrors(deployment())).toEqual([]);
});

test('quantities and ports may be numbers or strings, as Kubernetes reads them', () => {
  expect(schemaErrors(deployment({}, { livenessProbe: { tcpSocket: { port: 8000 } } }))).toEqual([]);
});

test.each([
  [
    'at the top',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, datas: {} },
    ' must NOT have additional properties: datas',
  ],
  ['in the spec', deployment({ replica: 2 }), '/spec must NOT have additional properties: replica'],
  [
    'deep in a pod template',
    deployment({}, { securityContext: { runAsNonroot: true } }),
    '/spec/template/spec/containers/0/securityContext must NOT have additional properties: runAsNonroot',
  ],
])('a misspelt field %s is an error', (_where, document, error) => {
  expect(schemaErrors(document)).toEqual([error]);
});

test('a wrong type is an error', () => {
  expect(schemaErrors(deployment({ replicas: '2' }))).toEqual(['/spec/replicas must be integer']);
});

test('a number beyond 32 bits is an error', () => {
  expect(schemaErrors(deployment({ replicas: 2 ** 31 }))).toEqual(['/spec/replicas must be <= 2147483647']);
});

test('a missing required field is an error', () => {
  expect(schemaErrors(deployment({ selector: undefined }))).toContain("/spec must have required property 'selector'");
});

test('a value that is not one of an enumeration is an error', () => {
  expect(schemaErrors(deployment({}, { imagePullPolicy: 'Sometimes' }))).toEqual([
    '/spec/template/spec/containers/0/imagePullPolicy must be equal to one of the allowed values',
  ]);
});

test('a kind that is not written is an error, so that nothing passes unchecked', () => {
  expect(schemaErrors({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'a' } })).toEqual([
    expect.stringContaining('apps/v1/DaemonSet is not among the kinds'),
  ]);
});

test.each([[null], [[]], [{ kind: 'Pod' }]])('%j is not a document', (document) => {
  expect(schemaErrors(document)).toEqual(['the document has no apiVersion or no kind']);
});

test.each(WRITTEN_KINDS.map(kindKey))('%s refuses a field that it does not have', (key) => {
  const slash = key.lastIndexOf('/');
  const document = {
    apiVersion: key.slice(0, slash),
    kind: key.slice(slash + 1),
    metadata: { name: 'a' },
    nonsense: 1,
  };
  expect(schemaErrors(document)).toContain(' must NOT have additional properties: nonsense');
});
