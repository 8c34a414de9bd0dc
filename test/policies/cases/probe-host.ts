import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const METADATA = { host: '169.254.169.254', port: 80 };

export const cases: readonly PolicyCase[] = [
  allows('there is none', pod()),
  allows(
    'probes and hooks ask the pod',
    pod({
      container: {
        livenessProbe: { httpGet: { path: '/', port: 8000 } },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
      },
    }),
  ),
  allows(
    'the program of the container is asked',
    pod({ container: { readinessProbe: { exec: { command: ['true'] } } } }),
  ),
  denies(
    'a liveness probe asks another host',
    pod({ container: { livenessProbe: { httpGet: { ...METADATA, path: '/' } } } }),
  ),
  denies('a readiness probe does', pod({ container: { readinessProbe: { tcpSocket: METADATA } } })),
  denies('a startup probe does', deployment({ container: { startupProbe: { httpGet: { ...METADATA, path: '/' } } } })),
  denies(
    'a hook after the start does',
    pod({ container: { lifecycle: { postStart: { httpGet: { ...METADATA, path: '/' } } } } }),
  ),
  denies(
    'a hook before the stop does',
    pod({ container: { lifecycle: { preStop: { httpGet: { ...METADATA, path: '/' } } } } }),
  ),
];
