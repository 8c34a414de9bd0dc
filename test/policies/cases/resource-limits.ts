import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const LIMITS = { cpu: '1', memory: '64Mi', 'ephemeral-storage': '32Mi' };
const without = (resource: string): object =>
  Object.fromEntries(Object.entries(LIMITS).filter(([name]) => name !== resource));

export const cases: readonly PolicyCase[] = [
  allows('all three are limited', pod()),
  allows('requests follow the limits', pod({ container: { resources: { limits: LIMITS } } })),
  allows('amounts are numbers', pod({ container: { resources: { limits: { ...LIMITS, cpu: 1 } } } })),
  denies('there is no limit', pod({ container: { resources: undefined } })),
  denies('there are requests only', pod({ container: { resources: { requests: LIMITS } } })),
  denies('cpu has none', pod({ container: { resources: { limits: without('cpu') } } })),
  denies('memory has none', pod({ container: { resources: { limits: without('memory') } } })),
  denies(
    'ephemeral storage has none',
    deployment({ container: { resources: { limits: without('ephemeral-storage') } } }),
  ),
  denies('a limit is 0, which means none', pod({ container: { resources: { limits: { ...LIMITS, cpu: '0' } } } })),
  denies(
    'an init container has none',
    pod({ spec: { initContainers: [{ name: 'check', image: 'localhost/check:1' }] } }),
  ),
];
