import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('there is no environment', pod()),
  allows(
    'values are public',
    pod({
      container: {
        env: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'API_KEY_FILE', value: '/keys/key' },
        ],
      },
    }),
  ),
  allows(
    'a variable is a field of the pod',
    pod({ container: { env: [{ name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] } }),
  ),
  denies(
    'a variable is a secret',
    pod({ container: { env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'key', key: 'key' } } }] } }),
  ),
  denies('all of a secret is in it', deployment({ container: { envFrom: [{ secretRef: { name: 'key' } }] } })),
  denies('a value is called like a credential', pod({ container: { env: [{ name: 'OPENAI_API_KEY', value: 'x' }] } })),
  denies(
    'an init container has one',
    pod({
      spec: {
        initContainers: [{ name: 'check', image: 'localhost/check:1', env: [{ name: 'db_password', value: 'x' }] }],
      },
    }),
  ),
];
