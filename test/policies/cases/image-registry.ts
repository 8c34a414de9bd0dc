import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('it is', pod()),
  allows(
    'it is an upstream image that is allowed',
    pod({ container: { image: 'docker.io/vllm/vllm-openai:v0.28.0' } }),
  ),
  denies('it is another', pod({ container: { image: 'docker.io/somebody/busybox:1' } })),
  denies('it has no registry', pod({ container: { image: 'busybox' } })),
  denies('it only begins alike', deployment({ container: { image: 'docker.io/vllm-evil/vllm-openai:v0.28.0' } })),
  denies(
    'an init container is another',
    pod({ spec: { initContainers: [{ name: 'check', image: 'quay.io/check:1' }] } }),
  ),
  denies(
    'an image volume is another',
    pod({ spec: { volumes: [{ name: 'model', image: { reference: 'quay.io/model:1' } }] } }),
  ),
];
