export { Cluster, type RefusedPolicy } from './cluster';
export { type Attempt, type ConnectionVerdict, type Endpoint, judgeConnection } from './connection';
export { type Neighbour, neighbours } from './neighbours';
export { type ContainerPort, type Pod, podName, podOf } from './pod';
export { PortSet, type Protocol, type ProtocolPort } from './port-set';
