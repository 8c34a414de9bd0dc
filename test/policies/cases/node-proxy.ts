import { document } from '../documents';
import { allows, denies, ADMINISTRATOR, type PolicyCase } from '../policy-case';

const NODE_A = document('v1', 'Node', { name: 'a' });

export const cases: readonly PolicyCase[] = [
  denies('a deployer asks the kubelet', NODE_A, { operation: 'CONNECT', subResource: 'proxy' }),
  denies('an administrator asks the kubelet', NODE_A, {
    operation: 'CONNECT',
    subResource: 'proxy',
    as: ADMINISTRATOR,
  }),
  allows('the node is excepted', NODE_A, {
    operation: 'CONNECT',
    subResource: 'proxy',
    exceptions: ['node-proxy NodeProxyOptions /a'],
  }),
];
