import { DocumentSet } from '../../../lib/assurance';
import { documentDigest } from '../../../lib/assurance/report/document-digest';

const first = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a' },
  spec: { ports: [{ port: 1 }, { port: 2 }] },
};
const second = { kind: 'Service', apiVersion: 'v1', metadata: { name: 'b' } };
const digest = (...documents: object[]): string => documentDigest(DocumentSet.of(documents));

test('order of documents and of keys changes no digest', () => {
  const turned = {
    spec: { ports: [{ port: 1 }, { port: 2 }] },
    metadata: { name: 'a' },
    kind: 'Service',
    apiVersion: 'v1',
  };
  expect(digest(second, turned)).toBe(digest(first, second));
  expect(digest(first)).toMatch(/^[0-9a-f]{64}$/);
});

test('what a document says changes it: a value, the order of a list, one more of the same', () => {
  const digests = [
    digest(first, second),
    digest({ ...first, spec: { ports: [{ port: 1 }, { port: 3 }] } }, second),
    digest({ ...first, spec: { ports: [{ port: 2 }, { port: 1 }] } }, second),
    digest(first, second, second),
    digest({ ...first, spec: { ports: [['port', 1], { port: 2 }] } }, second),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});
