import { Lazy, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../platform';
import {
  AnnotationKey,
  ConfigFile,
  type Connections,
  EnvVar,
  HardenedWorkload,
  ImageCatalog,
  Mount,
  type Peer,
  Probe,
  ReleasedFile,
  Resources,
  Rollout,
} from '../workload';
import { checkedReason } from '../workload/opt-out';
import * as errors from './errors';
import { guardArguments } from './guard-arguments';
import { modelsFileText } from './models-file';
import { type CustomGuardImageProps, type GuardTierProps } from './guard-tier-props';
import { HTTP_PORT, METRICS_PORT } from './ports';
import { type RuleSet } from './rules';

/** One served model and where the tier sends its requests. */
export interface Upstream {
  /** Name under which callers ask for it. */
  readonly model: string;
  /** Base URL of the next hop. */
  readonly url: string;
  /** File with the key of the next hop; undefined when it asks for none. */
  readonly keyFile?: string;
}

/** What sets one tier apart from the other. */
export interface GuardTierRole {
  /** Which tier it is. */
  readonly tier: 'guardrail' | 'output-processor';
  /** Key that callers must send. */
  readonly callerKey?: SecretRef;
  /** The operator's instructions. */
  readonly systemPrompt?: SecretRef;
  /** Protections that this tier goes without: field and reason. */
  readonly optOuts: { readonly [field: string]: string | undefined };
  /** Flags of the command line. */
  readonly flags: readonly string[];
}

const SECRETS = '/etc/secure-llm/secrets';
const RULES_FILE = '/etc/secure-llm/rules/ruleset.json';
const MODELS_FILE = '/etc/secure-llm/models/models.json';
const PRE_STOP_SECONDS = 5;

/** The workload of a guard tier: the same image, files, probes and arguments in both. */
export abstract class GuardTier extends Construct {
  /** The Deployment and what belongs to it. */
  public readonly workload: HardenedWorkload;
  /** What is blocked. */
  public readonly rules: RuleSet;
  /** The rules as releases change them. */
  public readonly rulesFile: ReleasedFile;
  /** Key under which prompts stand in the audit log. */
  public readonly auditKey: SecretRef;
  private modelsFile?: ReleasedFile;

  constructor(
    scope: Construct,
    id: string,
    props: GuardTierProps,
    role: GuardTierRole,
    custom?: CustomGuardImageProps,
  ) {
    super(scope, id);
    const name = props.name ?? id;
    const workers = this.checkedNumber('workers', props.workers ?? 2, 1, 64);
    const drainSeconds = this.checkedNumber('drainSeconds', props.drainSeconds ?? 20, 1, 3600);
    this.rules = props.rules;
    this.auditKey = props.auditKey ?? SecretRef.key(`${name}-audit`, 'key');
    const auditKey = Mount.secretFile(this.auditKey, `${SECRETS}/audit-key`);
    const callerKey = role.callerKey && Mount.secretFile(role.callerKey, `${SECRETS}/caller-key`);
    const systemPrompt = role.systemPrompt && Mount.secretFile(role.systemPrompt, `${SECRETS}/system-prompt`);
    const rulesFile = new ConfigFile(this, 'Rules', {
      fileName: 'ruleset.json',
      text: props.rules.toCanonicalJson(),
      name: `${name}-rules`,
    });
    const rulesMount = Mount.configFile(rulesFile, RULES_FILE);
    const settings = guardArguments(
      props,
      role,
      { workers, drainSeconds },
      (...checked) => this.checkedNumber(...checked),
      {
        auditKey: auditKey.filePath,
        callerKey: callerKey?.filePath,
        systemPrompt: systemPrompt?.filePath,
      },
    );
    const args = (command: string): string[] =>
      Lazy.any({ produce: () => [command, ...settings, ...this.modelArguments()] }) as string[];
    this.workload = new HardenedWorkload(this, 'Workload', {
      name,
      image: custom?.image ?? ImageCatalog.GUARD.image,
      uid: custom?.uid ?? ImageCatalog.GUARD.uid,
      gid: custom?.gid ?? ImageCatalog.GUARD.gid,
      args: args('serve'),
      // Fails the rollout on bad rules or keys before any traffic moves to the new pods.
      initContainers: [{ name: 'check', args: args('check') }],
      env: [EnvVar.fromAnnotation('RULES_SHA256', AnnotationKey.RULES_SHA256)],
      ports: [HTTP_PORT, METRICS_PORT],
      mounts: [
        rulesMount,
        auditKey,
        ...(callerKey ? [callerKey] : []),
        ...(systemPrompt ? [systemPrompt] : []),
        Mount.scratch('/tmp', Size.mebibytes(32)),
      ],
      podAnnotations: this.annotations(props, role),
      resources: guardResources(workers),
      startupProbe: Probe.http({ path: '/readyz', port: METRICS_PORT.number, periodSeconds: 2, failureThreshold: 60 }),
      readinessProbe: Probe.http({ path: '/readyz', port: METRICS_PORT.number, periodSeconds: 5, failureThreshold: 2 }),
      livenessProbe: Probe.http({
        path: '/healthz',
        port: METRICS_PORT.number,
        periodSeconds: 10,
        failureThreshold: 3,
      }),
      replicas: props.replicas ?? 2,
      rollout: Rollout.surge(),
      preStopSleepSeconds: PRE_STOP_SECONDS,
      terminationGracePeriodSeconds: PRE_STOP_SECONDS + drainSeconds + 10,
      priorityClassName: props.priorityClassName,
      nodeSelector: props.nodeSelector,
      tolerations: props.tolerations,
    });
    this.rulesFile = new ReleasedFile(this.workload, rulesFile.fileName, rulesMount._parts.name, `${name}-rules`);
    this.node.addValidation({
      validate: () => (this.upstreams().length === 0 ? [errors.forwardsNowhere(this.node.path).message] : []),
    });
  }

  /** Name of the workload and its Service. */
  public get name(): string {
    return this.workload.name;
  }

  /** Base URL inside the cluster. */
  public get url(): string {
    return this.workload.url;
  }

  /** Who may connect to it, and to whom it may connect. */
  public get connections(): Connections {
    return this.workload.connections;
  }

  /** How network policies select its pods. */
  public get peer(): Peer {
    return this.workload.peer;
  }

  /** Where requests go, by model; sorted by model, so that the order of declaration plays no part. */
  protected abstract upstreams(): Upstream[];

  /**
   * Where requests go as a file in place of arguments, which a release may change.
   * @internal
   */
  protected _releaseModels(): ReleasedFile {
    if (this.modelsFile !== undefined) return this.modelsFile;
    const upstreams = this.upstreams();
    if (upstreams.length === 0) throw errors.forwardsNowhere(this.node.path);
    const text = modelsFileText(upstreams);
    const prefix = `${this.name}-models`;
    const file = new ConfigFile(this, 'Models', { fileName: 'models.json', text, name: prefix });
    const mount = Mount.configFile(file, MODELS_FILE);
    this.workload.addMount(mount);
    this.workload.addEnv(EnvVar.fromAnnotation('MODELS_SHA256', AnnotationKey.MODELS_SHA256));
    this.workload.addPodAnnotation(AnnotationKey.MODELS_SHA256, file.sha256);
    this.node.addValidation({
      validate: () =>
        modelsFileText(this.upstreams()) === text ? [] : [errors.modelsReleasedAlready(this.node.path).message],
    });
    return (this.modelsFile = new ReleasedFile(this.workload, file.fileName, mount._parts.name, prefix));
  }

  /** Mounts the key of the next hop. */
  protected mountUpstreamKey(secret: SecretRef, target?: string): string {
    const mount = Mount.secretFile(secret, `${SECRETS}/upstream-key${target === undefined ? '' : `-${target}`}`);
    this.workload.addMount(mount);
    return mount.filePath;
  }

  private modelArguments(): string[] {
    return this.modelsFile === undefined ? upstreamArguments(this.upstreams()) : ['--models-file', MODELS_FILE];
  }

  private annotations(props: GuardTierProps, role: GuardTierRole): { [key: string]: string } {
    const removed = props.rules.removedRules.map(({ ruleOrFamily, reason }) => `${ruleOrFamily}: ${reason}`).join('; ');
    const optOuts = Object.entries({
      ...role.optOuts,
      clientSystemPrompts: props.dangerouslyAllowClientSystemPrompts,
      rules: removed || undefined,
    }).flatMap(([field, reason]) =>
      reason === undefined ? [] : [[AnnotationKey.optOut(field), checkedReason(field, reason)] as const],
    );
    return { [AnnotationKey.RULES_SHA256]: props.rules.sha256, ...Object.fromEntries(optOuts) };
  }

  private checkedNumber(what: string, value: number, least: number, most: number): number {
    if (!Number.isInteger(value) || value < least || value > most)
      throw errors.outOfRange(what, value, least, most, this.node.path);
    return value;
  }
}

const upstreamArguments = (upstreams: readonly Upstream[]): string[] =>
  upstreams.flatMap(({ model, url, keyFile }) => [
    '--model',
    `${model}=${url}`,
    ...(keyFile === undefined ? [] : ['--upstream-key-file', `${model}=${keyFile}`]),
  ]);

/**
 * A worker holds about 90 MB after its canaries, the parent about 60 MB (measured, 100 rules); the limit leaves room for a killed
 * worker beside its successor. Each worker may fill one core.
 */
const guardResources = (workers: number): Resources =>
  Resources.of({
    cpuMillicores: 250 * workers,
    cpuLimitMillicores: 1000 * workers,
    memory: Size.mebibytes(128 + 128 * workers),
    memoryLimit: Size.mebibytes(192 + 192 * (workers + 1)),
    ephemeralStorage: Size.mebibytes(128),
    ephemeralStorageLimit: Size.mebibytes(512),
  });
