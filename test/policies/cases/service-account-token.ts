import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('none is mounted', pod()),
  denies('nothing is said', pod({ spec: { automountServiceAccountToken: undefined } })),
  denies('one is mounted', deployment({ spec: { automountServiceAccountToken: true } })),
  denies(
    'one is projected',
    pod({
      spec: { volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] },
    }),
  ),
  allows(
    'something else is projected',
    pod({ spec: { volumes: [{ name: 'rules', projected: { sources: [{ configMap: { name: 'rules' } }] } }] } }),
  ),
  allows('the workload is excepted', deployment({ spec: { automountServiceAccountToken: true } }), {
    exceptions: ['service-account-token Workload zone/guard'],
  }),
];
