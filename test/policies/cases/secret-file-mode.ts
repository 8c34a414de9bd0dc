import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const secret = (source: object): object => ({ name: 'key', secret: { secretName: 'key', ...source } });

export const cases: readonly PolicyCase[] = [
  allows('no secret is mounted', pod()),
  allows('only user and group read it', pod({ spec: { volumes: [secret({ defaultMode: 0o440 })] } })),
  denies('the mode is left to Kubernetes', pod({ spec: { volumes: [secret({})] } })),
  denies('everybody reads it', deployment({ spec: { volumes: [secret({ defaultMode: 0o444 })] } })),
  denies(
    'everybody reads one file of it',
    pod({ spec: { volumes: [secret({ defaultMode: 0o440, items: [{ key: 'key', path: 'key', mode: 0o644 }] })] } }),
  ),
  allows(
    'the file has a mode of its own',
    pod({ spec: { volumes: [secret({ defaultMode: 0o400, items: [{ key: 'key', path: 'key', mode: 0o440 }] })] } }),
  ),
];
