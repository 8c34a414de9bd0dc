import { type KubernetesDocument } from '../../../lib/assurance/document';
import { configMap, cronJob, deployment, networkPolicy, pod, service } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const TOKEN = '${TfToken[TOKEN.7]}';
const networkPolicyWith = (annotations: Record<string, string>): KubernetesDocument => ({
  ...networkPolicy(),
  metadata: { ...networkPolicy().metadata, annotations },
});

export const cases: readonly PolicyCase[] = [
  allows('a pod has none', pod()),
  allows('settings have none', configMap({ path: '${HOME}/x' })),
  allows('a Service has none', service()),
  allows('a NetworkPolicy has none', networkPolicy()),
  denies('an annotation has one', networkPolicyWith({ note: TOKEN })),
  denies('an image has one', pod({ container: { image: `localhost/${TOKEN}` } })),
  denies('an argument has one', deployment({ container: { args: ['--url', `http://${TOKEN}/`] } })),
  denies('a command has one', pod({ container: { command: [TOKEN] } })),
  denies('a variable has one', cronJob({ container: { env: [{ name: 'URL', value: TOKEN }] } })),
  denies(
    'an init container has one',
    pod({ spec: { initContainers: [{ name: 'check', image: 'localhost/check:1', args: [TOKEN] }] } }),
  ),
  denies('settings have one', configMap({ url: `https://${TOKEN}` })),
];
