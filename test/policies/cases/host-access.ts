import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('nothing of the node is used', pod()),
  denies('it is on the network of the node', pod({ spec: { hostNetwork: true, hostUsers: undefined } })),
  denies('it sees the processes of the node', pod({ spec: { hostPID: true, hostUsers: undefined } })),
  denies('it shares memory with the node', pod({ spec: { hostIPC: true, hostUsers: undefined } })),
  denies('its containers see each other', deployment({ spec: { shareProcessNamespace: true } })),
  denies('it has host aliases', pod({ spec: { hostAliases: [{ ip: '10.0.0.1', hostnames: ['output-processor'] }] } })),
  denies('it names its node', pod({ spec: { nodeName: 'a' } })),
  denies('its pods name their node', deployment({ spec: { nodeName: 'a' } })),
  allows('it was bound to its node before', pod({ spec: { nodeName: 'a', activeDeadlineSeconds: 60 } }), {
    operation: 'UPDATE',
    stored: pod({ spec: { nodeName: 'a' } }),
  }),
  denies('it opens a port of the node', pod({ container: { ports: [{ containerPort: 8000, hostPort: 80 }] } })),
  allows('it opens a port of its own', pod({ container: { ports: [{ containerPort: 8000, protocol: 'TCP' }] } })),
];
