import { pod, service, OUTSIDE } from '../documents';
import { allows, denies, ADMINISTRATOR, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  ...['exec', 'attach', 'portforward', 'proxy'].flatMap((subResource) => [
    allows(`${subResource} of a pod outside`, pod({ namespace: OUTSIDE }), { operation: 'CONNECT', subResource }),
    denies(`${subResource} of a pod by a deployer`, pod(), { operation: 'CONNECT', subResource }),
    denies(`${subResource} of a pod by an administrator`, pod(), {
      operation: 'CONNECT',
      subResource,
      as: ADMINISTRATOR,
    }),
  ]),
  denies('proxy of a Service', service(), { operation: 'CONNECT', subResource: 'proxy' }),
  allows('exec of a pod that is excepted', pod(), {
    operation: 'CONNECT',
    subResource: 'exec',
    exceptions: ['interactive-access PodExecOptions zone/guard'],
  }),
];
