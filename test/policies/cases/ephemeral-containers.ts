import { pod, OUTSIDE } from '../documents';
import { allows, denies, ADMINISTRATOR, type PolicyCase } from '../policy-case';

const DEBUGGER = { name: 'debugger', image: 'docker.io/library/busybox:1', targetContainerName: 'guard' };

export const cases: readonly PolicyCase[] = [
  denies('a deployer adds one', pod({ spec: { ephemeralContainers: [DEBUGGER] } }), {
    operation: 'UPDATE',
    subResource: 'ephemeralcontainers',
    stored: pod(),
  }),
  denies('an administrator adds one', pod({ spec: { ephemeralContainers: [DEBUGGER] } }), {
    operation: 'UPDATE',
    subResource: 'ephemeralcontainers',
    stored: pod(),
    as: ADMINISTRATOR,
  }),
  allows('one is added outside', pod({ namespace: OUTSIDE, spec: { ephemeralContainers: [DEBUGGER] } }), {
    operation: 'UPDATE',
    subResource: 'ephemeralcontainers',
    stored: pod({ namespace: OUTSIDE }),
  }),
  allows('nothing is added', pod(), { operation: 'UPDATE', subResource: 'ephemeralcontainers', stored: pod() }),
];
