import { namespaceOf, resourceOf } from '../../lib/assurance/resource-names';

test.each([
  ['Pod', 'pods'],
  ['NetworkPolicy', 'networkpolicies'],
  ['Ingress', 'ingresses'],
  ['Endpoints', 'endpoints'],
  ['EndpointSlice', 'endpointslices'],
  ['Gateway', 'gateways'],
  ['StorageClass', 'storageclasses'],
])('the resource of %s is %s', (kind, resource) => {
  expect(resourceOf(kind)).toBe(resource);
});

test('a document that names no namespace lies in the default one, unless its kind lies in none', () => {
  const head = (kind: string, namespace?: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'a', namespace } });
  expect(namespaceOf(head('Pod'))).toBe('default');
  expect(namespaceOf(head('Pod', 'shop'))).toBe('shop');
  expect(namespaceOf(head('Namespace'))).toBeUndefined();
  expect(namespaceOf(head('ClusterRole'))).toBeUndefined();
});
