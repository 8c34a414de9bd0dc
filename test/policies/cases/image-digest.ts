import { deployment, pod, DIGEST } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('it has one', pod()),
  allows(
    'the image volume has one',
    pod({ spec: { volumes: [{ name: 'model', image: { reference: `localhost/model@${DIGEST}` } }] } }),
  ),
  denies('it has a tag', pod({ container: { image: 'localhost/cdk8s-secure-llm/guard:0.1.0' } })),
  denies('the digest is short', deployment({ container: { image: 'localhost/cdk8s-secure-llm/guard@sha256:0000' } })),
  denies(
    'an init container has a tag',
    pod({ spec: { initContainers: [{ name: 'check', image: 'localhost/check:1' }] } }),
  ),
  denies(
    'an image volume has a tag',
    pod({ spec: { volumes: [{ name: 'model', image: { reference: 'localhost/model:1' } }] } }),
  ),
];
