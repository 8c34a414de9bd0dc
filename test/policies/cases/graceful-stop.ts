import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const sleeps = (seconds: number, spec: object = {}): Parameters<typeof deployment>[0] => ({
  container: { lifecycle: { preStop: { sleep: { seconds } } } },
  spec: { ...spec },
});

export const cases: readonly PolicyCase[] = [
  allows('it sleeps before it stops', deployment(sleeps(5))),
  allows(
    'a program runs before it stops',
    deployment({ container: { lifecycle: { preStop: { exec: { command: ['true'] } } } } }),
  ),
  allows('it sleeps long and has longer', deployment(sleeps(60, { terminationGracePeriodSeconds: 90 }))),
  allows('the pod is by itself', pod()),
  denies('it stops at once', deployment({ container: { lifecycle: undefined } })),
  denies('only its start has a hook', {
    ...deployment({ container: { lifecycle: { postStart: { exec: { command: ['true'] } } } } }),
  }),
  denies('it sleeps until it is killed', deployment(sleeps(10, { terminationGracePeriodSeconds: 10 }))),
  denies('it sleeps as long as it has by default', deployment(sleeps(30))),
];
