import { type Duration } from 'cdk8s';
import { type SecretRef } from '../../platform';
import { type ImageRef } from '../../workload';

/** Who builds, what is built and where it goes. */
export interface BuildkitBuildProps {
  /**
   * Address of the daemon, `tcp://HOST:PORT`. The daemon is not part of this library and stands in none of its zones; let the runs to
   * it: `kubeflow.runIdentity(…).connections.allowTo(daemon, Port.tcp(1234))`.
   */
  readonly daemonUrl: string;
  /**
   * Secret with `ca.crt`, `tls.crt` and `tls.key`, as cert-manager writes it: whom to believe that it is the daemon, and who asks it.
   * Whoever a daemon listens to may build everything, so there is no connection without.
   */
  readonly clientCertificateSecret: string;
  /** Registry and repository that the image is pushed to, for example `registry.example.com/models/assistant`. */
  readonly repository: string;
  /**
   * Key `config.json` of a Secret: the credentials of the registries, as `docker login` writes them. The daemon gets a token from the
   * step, or name and password where a registry knows no tokens.
   * @default - none: both registries ask for nobody's name
   */
  readonly registryCredentials?: SecretRef;
  /**
   * What says how it is built, as a path in the folder that is built.
   * @default 'Containerfile'
   */
  readonly containerfile?: string;
  /**
   * Image with the program `buildctl`.
   * @default ImageCatalog.BUILDKIT
   */
  readonly image?: ImageRef;
  /**
   * How long one build may take.
   * @default Duration.hours(1)
   */
  readonly timeout?: Duration;
}
