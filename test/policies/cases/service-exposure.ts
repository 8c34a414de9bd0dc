import { service, OUTSIDE } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

export const cases: readonly PolicyCase[] = [
  allows('it is inside and selects by identity', service()),
  allows('it is headless', service({ clusterIP: 'None' })),
  denies('it is a node port', service({ type: 'NodePort' })),
  denies('it is a load balancer', service({ type: 'LoadBalancer' })),
  denies(
    'it stands for another name',
    service({ type: 'ExternalName', externalName: 'evil.example', selector: undefined, ports: undefined }),
  ),
  denies('it has external addresses', service({ externalIPs: ['192.0.2.1'] })),
  denies('it selects by another label', service({ selector: { app: 'guard' } })),
  denies('it selects nothing', service({ selector: undefined })),
  allows('it is outside', service({ type: 'NodePort' }, OUTSIDE)),
];
