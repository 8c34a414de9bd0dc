import { cronJob, deployment, pod, OUTSIDE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const NON_ROOT = { runAsNonRoot: true, runAsUser: 10001 };
const init = (securityContext: object): object => ({ name: 'check', image: 'localhost/check:1', securityContext });

export const cases: readonly PolicyCase[] = [
  allows('the pod says so for all of its containers', pod()),
  allows('each container says so', pod({ pod: { runAsNonRoot: undefined, runAsUser: undefined }, security: NON_ROOT })),
  allows('a Deployment of such pods', deployment()),
  denies('nothing is said, although there is a user namespace', pod({ pod: { runAsNonRoot: undefined } })),
  denies('a container takes it back', pod({ security: { runAsNonRoot: false } })),
  denies('a container is root', pod({ security: { runAsUser: 0 } })),
  denies('the pod is root', pod({ pod: { runAsUser: 0 }, security: NON_ROOT })),
  denies('the pod may be root', pod({ pod: { runAsNonRoot: false }, security: NON_ROOT })),
  denies('an init container takes it back', pod({ spec: { initContainers: [init({ runAsNonRoot: false })] } })),
  denies('a Deployment of pods as root', deployment({ pod: { runAsUser: 0 } })),
  denies('a CronJob of pods as root', cronJob({ pod: { runAsUser: 0 } })),
  allows('the workload is excepted', deployment({ pod: { runAsUser: 0 } }), {
    exceptions: ['run-as-non-root Workload zone/guard'],
  }),
  allows('the Deployment is excepted by name', deployment({ pod: { runAsUser: 0 } }), {
    exceptions: ['run-as-non-root Deployment zone/guard'],
  }),
  denies('another workload is excepted', deployment({ pod: { runAsUser: 0 } }), {
    exceptions: ['run-as-non-root Workload zone/other', 'seccomp Workload zone/guard'],
  }),
  allows('the pod is in no zone', pod({ namespace: OUTSIDE, pod: { runAsUser: 0 } })),
  allows('an update leaves the specification alone', deployment({ pod: { runAsUser: 0 } }), { operation: 'UPDATE' }),
  denies('an update brings it in', deployment({ pod: { runAsUser: 0 } }), {
    operation: 'UPDATE',
    stored: deployment(),
  }),
];
