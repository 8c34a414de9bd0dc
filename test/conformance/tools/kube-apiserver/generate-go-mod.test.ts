import { goMod } from './generate-go-mod';

const published = [
  'module k8s.io/kubernetes',
  'go 1.26.0',
  'godebug default=go1.26',
  'require (',
  '\tk8s.io/api v0.0.0',
  '\tk8s.io/kube-openapi v0.0.0-20260317180543-43fb72c5454a',
  '\tk8s.io/utils v0.0.0-20260210185600-b8788abfbbc2',
  '\tk8s.io/kubelet v0.0.0',
  ')',
].join('\n');

test('the staging modules, and only they, are replaced by their releases', () => {
  const replaced = goMod(published, '1.36.3').match(/ => .*$/gm);
  expect(replaced).toEqual([' => k8s.io/api v0.36.3', ' => k8s.io/kubelet v0.36.3']);
});

test('the language version and its defaults are those that Kubernetes is built with', () => {
  expect(goMod(published, '1.36.3')).toMatch(/^go 1\.26\.0$[\s\S]*^godebug default=go1\.26$/m);
});

test('a go.mod without staging modules is an error', () => {
  expect(() => goMod('module k8s.io/kubernetes\ngo 1.26.0\n', '1.36.3')).toThrow('no staging module');
});
