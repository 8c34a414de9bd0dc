import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProbePodProps {
  readonly name: string;
  readonly namespace: string;
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Ports on which it answers, TCP and UDP. @default none */
  readonly ports?: readonly number[];
  /** Ports that the container declares, for policies that mean them by name. @default none */
  readonly declaredPorts?: readonly ContainerPort[];
  /** @default default */
  readonly serviceAccount?: string;
}

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: string;
}

/** A pod template's spec that passes Pod Security "restricted" and answers on its ports. */
export function probePodSpec(
  image: string,
  ports: readonly number[] = [],
  { declaredPorts = [], serviceAccount }: Pick<ProbePodProps, 'declaredPorts' | 'serviceAccount'> = {},
): object {
  return {
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    hostUsers: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'probe',
        image,
        imagePullPolicy: 'Never',
        ports: declaredPorts,
        command: ['python3', '-c', readFileSync(join(__dirname, 'listener.py'), 'utf8'), ...ports.map(String)],
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
      },
    ],
  };
}

/** A pod that sends and receives packets for a test. */
export function probePod(image: string, props: ProbePodProps): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: props.name, namespace: props.namespace, labels: props.labels ?? {} },
    spec: probePodSpec(image, props.ports, props),
  };
}
