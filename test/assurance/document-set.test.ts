import { DocumentSet } from '../../lib/assurance/document-set';

describe('a set of documents', () => {
  test('is every document of every text, in order', () => {
    const set = DocumentSet.parse(pod('a') + '---\n' + pod('b'), '---\n---\n' + pod('c'));
    expect(set.documents.map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'c']);
  });

  test('holds the items of lists, also those that the API leaves without a kind', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }],
    };
    const answer = { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [{ metadata: { name: 'b' } }] };
    const { documents } = DocumentSet.parse(JSON.stringify(list), JSON.stringify(answer));
    expect(documents.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(['v1 Pod', 'apps/v1 Deployment']);
  });

  test('reads YAML as kubectl does: octal modes, yes and no, but neither dates nor times', () => {
    const [document] = DocumentSet.parse(
      `${pod('a')}spec: {mode: 0440, links: no, at: 12:30, on: 2026-01-31}`,
    ).documents;
    expect(document?.spec).toEqual({ mode: 0o440, links: false, at: '12:30', true: '2026-01-31' });
  });

  test('names an object that has no name yet by its prefix', () => {
    const [document] = DocumentSet.parse('apiVersion: v1\nkind: Pod\nmetadata: {generateName: job-}').documents;
    expect(document?.metadata.name).toBe('job-');
  });

  test('tells kinds of two groups apart', () => {
    const set = DocumentSet.of([
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' } },
      { apiVersion: 'crd.projectcalico.org/v1', kind: 'NetworkPolicy', metadata: { name: 'b' } },
    ]);
    expect(set.ofKind('NetworkPolicy')).toHaveLength(2);
    expect(set.ofKind('NetworkPolicy', 'networking.k8s.io').map(({ metadata }) => metadata.name)).toEqual(['a']);
    expect(set.ofKind('Pod')).toEqual([]);
  });

  test('knows the namespaces that are declared and those that are only used', () => {
    const set = DocumentSet.parse(pod('a', 'shop'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: assistant}');
    expect(set.namespaces).toEqual(['assistant', 'shop']);
    expect(set.namespaceDocument('assistant')?.kind).toBe('Namespace');
    expect(set.namespaceDocument('shop')).toBeUndefined();
  });

  test.each([
    ['is no YAML', 'a: [1', 'the text is not YAML'],
    ['says a key twice', `${pod('a')}kind: Pod`, 'the text is not YAML'],
    ['is no object', '- a', 'is no Kubernetes object'],
    ['has no kind', 'name: a', 'is no Kubernetes object'],
    ['has no name', 'apiVersion: v1\nkind: Pod', 'a Pod of v1 has no name'],
  ])('refuses a text that %s', (_, text, message) => {
    expect(() => DocumentSet.parse(text)).toThrow(message);
  });
});

function pod(name: string, namespace = 'default'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;
}
