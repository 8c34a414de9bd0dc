import { Duration, Size } from 'cdk8s';
import { SecretRef } from '../../platform';
import { isDnsSubdomain } from '../../platform/dns-names';
import { EnvVar, ImageCatalog, type Mount } from '../../workload';
import { Argument, ArtifactPort, ArtifactType, Component } from '../pipeline';
import { type BuildkitBuildProps } from './buildkit-build-props';
import { errors } from './errors';
import { claim, FOLDERS, secretFile } from './mounted-files';

const CERTIFICATE_FILES = ['ca.crt', 'tls.crt', 'tls.key'];
const CREDENTIALS_FILE = 'config.json';
const ADDRESS = /^tcp:\/\/([^:/]+):([1-9]\d{0,4})$/;
const REPOSITORY =
  /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::[1-9]\d{0,4})?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+$/;
const PATH = /^[\w.-]+(?:\/[\w.-]+)*$/;

/**
 * Builds and pushes an image as a step of a pipeline. The step is the client: it sends a folder to a BuildKit daemon and runs under Pod
 * Security restricted like every other step. The daemon cannot: also rootless it makes user namespaces and mounts, which no container
 * under restricted may (docs/rootless.md of moby/buildkit wants seccomp and AppArmor unconfined and a `newuidmap` that gains
 * privileges), so it runs elsewhere, on nodes of its own at best.
 */
export class ContainerBuild {
  /**
   * By a BuildKit daemon. Nothing is taken from its cache, which others fill too; `RUN` has no network; and the image is pushed by its
   * digest, without a tag that somebody could move: keep untagged images in the registry.
   * @throws if the address, the repository, a path or the name of a Secret is not allowed
   */
  public static buildkit(props: BuildkitBuildProps): ContainerBuild {
    return new ContainerBuild(props);
  }

  private readonly certificate: readonly Mount[];
  private readonly credentials: Mount | undefined;
  private readonly containerfile: string;

  private constructor(private readonly props: BuildkitBuildProps) {
    const {
      clientCertificateSecret,
      containerfile = 'Containerfile',
      daemonUrl,
      registryCredentials,
      repository,
    } = props;
    const [, host = '', port = ''] = ADDRESS.exec(daemonUrl) ?? [];
    if (!isDnsSubdomain(host) || Number(port) > 65_535) throw errors.daemonUrl(daemonUrl);
    if (!REPOSITORY.test(repository)) throw errors.repository(repository);
    this.certificate = CERTIFICATE_FILES.map((key) =>
      secretFile('buildkit-client', SecretRef.key(clientCertificateSecret, key)),
    );
    this.credentials =
      registryCredentials === undefined ? undefined : secretFile('registry-credentials', registryCredentials);
    if (registryCredentials !== undefined && registryCredentials.key !== CREDENTIALS_FILE)
      throw errors.registryCredentials(registryCredentials.key);
    this.containerfile = checkedPath('containerfile', containerfile);
  }

  /**
   * The step `build-image`. Its output `image` is the file that `buildctl` writes: JSON with `containerimage.digest`.
   * @param claimName claim that holds what is built; its run identity names it among its `claims`
   * @param folder folder of the claim that is built; by default all of it
   * @throws if the name or the folder is not allowed
   */
  public component(claimName: string, folder?: string): Component {
    const { daemonUrl, image = ImageCatalog.BUILDKIT.image, repository, timeout = Duration.hours(1) } = this.props;
    const built = ArtifactPort.output('image', ArtifactType.ARTIFACT);
    const context = [FOLDERS.context, ...(folder === undefined ? [] : [checkedPath('folder', folder)])].join('/');
    return Component.container({
      name: 'build-image',
      image,
      command: ['buildctl'],
      args: [
        ...Argument.texts('--addr', daemonUrl, '--tlsdir', this.certificate[0]?.path ?? ''),
        ...Argument.texts('build', '--progress', 'plain', '--no-cache', '--frontend', 'dockerfile.v0'),
        ...Argument.texts('--local', `context=${context}`, '--local', `dockerfile=${context}`),
        ...Argument.texts('--opt', `filename=${this.containerfile}`, '--opt', 'force-network-mode=none'),
        ...Argument.texts('--output', `type=image,name=${repository},push=true,push-by-digest=true`),
        ...[Argument.text('--metadata-file'), built.argument],
      ],
      env: [
        // the image names folders of the user 1000, who is somebody else here
        EnvVar.value('HOME', '/tmp'),
        EnvVar.value('TMPDIR', '/tmp'),
        ...(this.credentials === undefined ? [] : [EnvVar.value('DOCKER_CONFIG', this.credentials.path)]),
      ],
      mounts: [claim(claimName, FOLDERS.context), ...this.certificate, ...(this.credentials ? [this.credentials] : [])],
      cpuMillicores: 500,
      memory: Size.mebibytes(512),
      timeout,
      uid: ImageCatalog.BUILDKIT.uid,
      gid: ImageCatalog.BUILDKIT.gid,
    });
  }
}

function checkedPath(what: string, path: string): string {
  if (!PATH.test(path) || path.split('/').some((part) => part === '.' || part === '..'))
    throw errors.pathInContext(what, path);
  return path;
}
