import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const asks = (path: string, patience: object = {}): object => ({ httpGet: { path, port: 8000 }, ...patience });
const PROBES = { startupProbe: asks('/ready'), readinessProbe: asks('/ready'), livenessProbe: asks('/healthy') };
const with_ = (container: object): Parameters<typeof deployment>[0] => ({ container: { ...PROBES, ...container } });

export const cases: readonly PolicyCase[] = [
  allows('it has all three', deployment(with_({}))),
  allows(
    'they ask in other ways',
    deployment(
      with_({
        startupProbe: { exec: { command: ['true'] } },
        readinessProbe: { tcpSocket: { port: 8000 } },
        livenessProbe: { grpc: { port: 8000 } },
      }),
    ),
  ),
  allows(
    'life is asked the same with more patience',
    deployment(with_({ livenessProbe: asks('/ready', { failureThreshold: 9 }) })),
  ),
  allows('an init container has none', {
    ...deployment({
      ...with_({}),
      spec: { initContainers: [{ name: 'check', image: 'localhost/check:1' }] },
    }),
  }),
  allows('the pod is by itself and may end', pod()),
  denies(
    'there is none',
    deployment({ container: { startupProbe: undefined, readinessProbe: undefined, livenessProbe: undefined } }),
  ),
  denies('nothing asks whether it has started', deployment(with_({ startupProbe: undefined }))),
  denies('nothing asks whether it is ready', deployment(with_({ readinessProbe: undefined }))),
  denies('nothing asks whether it is alive', deployment(with_({ livenessProbe: undefined }))),
  denies('life is asked as readiness is', deployment(with_({ livenessProbe: asks('/ready') }))),
];
