import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('there is no environment', pod()),
  allows('a variable is harmless', pod({ container: { env: [{ name: 'LOG_LEVEL', value: 'info' }] } })),
  allows('GPUs are ruled out', pod({ container: { env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'none' }] } })),
  allows(
    'the driver gives what computing needs',
    pod({ container: { env: [{ name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'compute,utility' }] } }),
  ),
  denies('the loader loads a library first', pod({ container: { env: [{ name: 'LD_PRELOAD', value: '/tmp/a.so' }] } })),
  denies('the loader loads an auditor', pod({ container: { env: [{ name: 'LD_AUDIT', value: '/tmp/a.so' }] } })),
  denies(
    'the loader searches elsewhere',
    deployment({ container: { env: [{ name: 'LD_LIBRARY_PATH', value: '/tmp' }] } }),
  ),
  denies('every GPU is taken', pod({ container: { env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }] } })),
  denies(
    'a GPU is taken by a value that is not shown',
    pod({
      container: { env: [{ name: 'NVIDIA_VISIBLE_DEVICES', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
    }),
  ),
  denies(
    'the driver gives everything',
    pod({ container: { env: [{ name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'all' }] } }),
  ),
  denies('names are hidden', pod({ container: { envFrom: [{ configMapRef: { name: 'settings' } }] } })),
];
