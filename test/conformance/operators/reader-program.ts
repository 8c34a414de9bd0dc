import { type App, Size, Testing } from 'cdk8s';
import {
  HardenedWorkload,
  ImagePullPolicy,
  ImageRef,
  Mount,
  NetworkPolicyEnforcer,
  Platform,
  Port,
  Probe,
  Resources,
  SecretBackend,
  SecretProvider,
  type SecretRef,
  SyncedSecrets,
  TrustZone,
} from '../../../lib';

/** Where the test keeps what stands in for a vault. */
export const VAULT_NAMESPACE = 'vault';
/** What the base image is called on the node, in a form that a program may use. */
export const IMAGE = 'localhost/cdk8s-secure-llm/reader:1.0.0';
const DIRECTORY = '/etc/reader';

/** A zone with one workload that reads one secret as a file and does nothing else. */
export function readerZone(app: App, id: string, secret: SecretRef): TrustZone {
  const platform = Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM });
  const zone = new TrustZone(app, id, { platform, imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT });
  const probe = { port: 8080, periodSeconds: 2 };
  new HardenedWorkload(zone, 'reader', {
    image: ImageRef.of(IMAGE),
    command: ['python3', '-m', 'http.server', '8080', '--directory', '/etc/ssl'],
    ports: [Port.tcp(8080, 'http')],
    mounts: [Mount.secretFile(secret, DIRECTORY)],
    replicas: 1,
    resources: Resources.of({
      cpuMillicores: 50,
      cpuLimitMillicores: 500,
      memory: Size.mebibytes(64),
      memoryLimit: Size.mebibytes(128),
      ephemeralStorage: Size.mebibytes(64),
    }),
    startupProbe: Probe.http({ path: '/', ...probe, failureThreshold: 60 }),
    readinessProbe: Probe.http({ path: '/', ...probe }),
    livenessProbe: Probe.http({ path: '/certs', ...probe }),
  });
  return zone;
}

/** Path of the secret in the container. */
export const pathOf = (secret: SecretRef): string => `${DIRECTORY}/${secret.key}`;

/** What is written for the zone, with the secret taken from the namespace that stands in for a vault. */
export function documentsOf(id: string, secret: SecretRef): object[] {
  const zone = readerZone(Testing.app(), id, secret);
  const backend = SecretBackend.externalSecrets(SecretProvider.kubernetes(VAULT_NAMESPACE));
  new SyncedSecrets(zone, 'Secrets', { backend });
  return Testing.synth(zone) as object[];
}
