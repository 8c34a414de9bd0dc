import { Feature } from '../platform';
import { type Connections } from './connections';
import { type EnvVar } from './env-var';
import { errors } from './errors';
import { optOutAnnotations } from './hardening-opt-outs';
import { type ImageRef } from './image-ref';
import { type InitContainer } from './init-container';
import { checkKeys } from './kubernetes-names';
import { AnnotationKey } from './labels';
import { Mount } from './mount';
import { MountSet } from './mount-set';
import { type PodDemand, podDemand } from './pod-demand';
import { type PodProps } from './pod-props';
import { type Port } from './port';
import { type Probe } from './probe';
import { type Resources } from './resources';
import { scheduling } from './scheduling';
import { scratchProblems } from './scratch-limits';
import { containerSecurityContext, type PodIdentity, podSecurityContext, userNamespace } from './security-context';
import { SecretUses, secretsDigest } from './secret-uses';
import { type TrustZone } from './trust-zone';
import { volumes } from './volumes';

/** One container before it is rendered. */
interface ContainerSpec {
  readonly name: string;
  readonly image: ImageRef;
  readonly command?: string[];
  readonly args?: string[];
  readonly env: readonly EnvVar[];
  readonly mounts: readonly Mount[];
  readonly resources: Resources;
}

/** What only pods have that run until somebody stops them. */
export interface ServingProps {
  /** Who may connect to them. */
  readonly connections: Connections;
  /** Ports that they serve. */
  readonly ports?: readonly Port[];
  /** Whether they have started. */
  readonly startupProbe: Probe;
  /** Whether they get traffic. */
  readonly readinessProbe: Probe;
  /** Whether they are restarted. */
  readonly livenessProbe: Probe;
  /** Seconds before the stop signal. */
  readonly preStopSleepSeconds?: number;
}

/** The pods of a workload. Collects what is added after construction and renders everything at synth. */
export class PodTemplate {
  private readonly mounts: MountSet;
  private readonly env = new Map<string, EnvVar>();
  private readonly annotations: Record<string, string>;
  private readonly identity: PodIdentity;

  constructor(
    private readonly zone: TrustZone,
    private readonly name: string,
    private readonly labels: { readonly [key: string]: string },
    private readonly props: PodProps,
    private readonly path: string,
    /** Nothing for pods that end by themselves. */
    private readonly served?: ServingProps,
  ) {
    this.mounts = new MountSet(path);
    this.annotations = { ...props.podAnnotations, ...optOutAnnotations(props) };
    const gid = props.gid ?? 10001;
    this.identity = { uid: props.uid ?? 10001, gid, fsGroup: props.fsGroup ?? gid };
    this.addMounts(props.mounts ?? []);
    if (props.dangerouslyMountServiceAccountToken !== undefined) this.addMounts([Mount._apiServerAccess()]);
    this.addEnv(props.env ?? []);
    for (const init of props.initContainers ?? []) {
      this.noteMountedSecrets(init.mounts ?? []);
      this.noteSecrets(init.env ?? []);
    }
    this.render();
  }

  addMounts(mounts: readonly Mount[]): void {
    this.mounts.add(mounts);
    this.noteMountedSecrets(mounts);
  }

  addEnv(variables: readonly EnvVar[]): void {
    for (const variable of variables) {
      const known = this.env.get(variable.name);
      if (known !== undefined && JSON.stringify(known._render()) !== JSON.stringify(variable._render())) {
        throw errors.envTwice(variable.name, this.path);
      }
      this.env.set(variable.name, variable);
    }
    this.noteSecrets(variables);
  }

  addAnnotation(key: string, value: string): void {
    checkKeys('the pod annotations', { [key]: value }, this.path);
    const known = this.annotations[key];
    if (known !== undefined && known !== value) throw errors.annotationTwice(key, known, value, this.path);
    this.annotations[key] = value;
  }

  get images(): ImageRef[] {
    const mounted = this.allMounts().flatMap((mount) => mount._parts.image ?? []);
    return [...this.containers().map((each) => each.image), ...mounted].map((image) => this.zone._resolveImage(image));
  }

  get demand(): PodDemand {
    return podDemand(this.containers().map((each) => each.resources));
  }

  /** What is wrong with everything that was added. */
  problems(): string[] {
    return scratchProblems(this.allMounts(), this.props.resources, this.path);
  }

  render(): object {
    const { props, zone } = this;
    const [main, ...inits] = this.containers() as [ContainerSpec, ...ContainerSpec[]];
    const annotations = { ...this.annotations, ...this.openPorts(), ...this.secretVersions() };
    const pullSecrets = zone.platform.imagePullSecrets;
    return {
      metadata: { labels: { ...this.labels }, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: {
        serviceAccountName: this.name,
        // who has a reason for a token gets one that is bounded, as a volume
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        ...userNamespace(zone.platform, props),
        securityContext: podSecurityContext(this.identity, zone.platform, props),
        ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
        terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
        ...scheduling(this.name, props),
        ...(this.served === undefined && { restartPolicy: 'Never' }),
        ...(inits.length > 0 && { initContainers: inits.map((init) => this.container(init)) }),
        containers: [{ ...this.container(main), ...(this.served !== undefined && this.serving(this.served)) }],
        volumes: volumes(
          this.allMounts(),
          { image: (image) => this.imageSource(image), secret: (secret) => this.secretUses.volumeSource?.(secret) },
          this.path,
        ),
      },
    };
  }

  private get secretUses(): SecretUses {
    return SecretUses.of(this.zone);
  }

  private noteSecrets(variables: readonly EnvVar[]): void {
    for (const { name, _secretReason, _secret } of variables) {
      if (_secretReason !== undefined) this.addAnnotation(AnnotationKey.optOut(`env.${name}`), _secretReason);
      if (_secret !== undefined) this.secretUses.addToEnvironment(_secret);
    }
  }

  private noteMountedSecrets(mounts: readonly Mount[]): void {
    for (const { _parts } of mounts) if (_parts.secret !== undefined) this.secretUses.add(_parts.secret);
  }

  /** Weakenings that are declared as connections. */
  private openPorts(): { [annotation: string]: string } {
    return Object.fromEntries(
      (this.served?.connections._openPorts ?? []).map(([port, reason]) => [
        AnnotationKey.optOut(`openPort.${port}`),
        reason,
      ]),
    );
  }

  /** A pod that reads its secrets at start only is replaced when one of them has changed. */
  private secretVersions(): { [annotation: string]: string } {
    if (this.props.rereadsSecrets) return {};
    const secrets = this.containers().flatMap(({ mounts, env }) => [
      ...mounts.map(({ _parts }) => _parts.secret),
      ...env.map(({ _secret }) => _secret),
    ]);
    const digest = secretsDigest(this.secretUses, secrets);
    return digest === undefined ? {} : { [AnnotationKey.SECRETS_SHA256]: digest };
  }

  /** What only the main container has: ports, probes, shutdown. */
  private serving(served: ServingProps): object {
    const { ports = [], startupProbe, readinessProbe, livenessProbe, preStopSleepSeconds = 5 } = served;
    return {
      ...(ports.length > 0 && {
        ports: ports.map((port) => ({ name: port.name, containerPort: port.number, protocol: port.protocol })),
      }),
      startupProbe: startupProbe._render(),
      readinessProbe: readinessProbe._render(),
      livenessProbe: livenessProbe._render(),
      ...(preStopSleepSeconds > 0 &&
        this.zone.platform.supports(Feature.PRE_STOP_SLEEP) && {
          lifecycle: { preStop: { sleep: { seconds: preStopSleepSeconds } } },
        }),
    };
  }

  private container(spec: ContainerSpec): object {
    return {
      name: spec.name,
      image: this.zone._resolveImage(spec.image).toString(),
      imagePullPolicy: this.pullPolicy,
      ...(spec.command !== undefined && { command: spec.command }),
      ...(spec.args !== undefined && { args: spec.args }),
      ...(spec.env.length > 0 && { env: spec.env.map((variable) => variable._render()) }),
      resources: spec.resources._render(),
      securityContext: containerSecurityContext(this.identity, this.props),
      volumeMounts: spec.mounts.map((mount) => mount._volumeMount()),
    };
  }

  /** The main container first, then the init containers in their order. */
  private containers(): ContainerSpec[] {
    const { image, command, args, resources, initContainers = [] } = this.props;
    const env = [...this.env.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const main = { name: this.name, image, command, args, resources, env, mounts: this.mounts.list() };
    return [main, ...initContainers.map((init) => this.initContainer(init, main))];
  }

  private initContainer(init: InitContainer, main: ContainerSpec): ContainerSpec {
    const shares = init.sharesMountsAndEnv ?? true;
    const mounts = new MountSet(this.path);
    mounts.add([...(shares ? main.mounts : []), ...(init.mounts ?? [])]);
    const env = [...(shares ? main.env : []), ...(init.env ?? [])];
    const names = env.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw errors.envTwice(twice, this.path);
    return {
      name: init.name,
      image: init.image ?? main.image,
      command: init.command,
      args: init.args,
      env,
      mounts: mounts.list(),
      resources: init.resources ?? main.resources._withoutDevices(),
    };
  }

  private allMounts(): Mount[] {
    return this.containers().flatMap((each) => each.mounts);
  }

  private imageSource(image: ImageRef): object {
    const { platform } = this.zone;
    if (!platform.supports(Feature.IMAGE_VOLUME)) {
      throw errors.imageVolumeUnsupported(platform.kubernetesVersion.toString(), this.path);
    }
    return { reference: this.zone._resolveImage(image).toString(), pullPolicy: this.pullPolicy };
  }

  private get pullPolicy(): string {
    return this.props.imagePullPolicy ?? this.zone.imagePullPolicy;
  }
}
