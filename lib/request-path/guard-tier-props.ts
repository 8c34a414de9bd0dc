import { type SecretRef } from '../platform';
import { type ImageRef, type Toleration } from '../workload';
import { type RuleSet } from './rules';

/** What both guard tiers can be told, besides their rules. */
export interface GuardTierOptions {
  /**
   * Key of the HMAC under which prompts stand in the audit log.
   * @default SecretRef.key('<name>-audit', 'key')
   */
  readonly auditKey?: SecretRef;
  /**
   * Number of pods.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Processes per pod that judge; each may use one core.
   * @default 2
   */
  readonly workers?: number;
  /**
   * Time that one judgement may take, in milliseconds; then its worker is killed and the request refused.
   * @default 2000
   */
  readonly judgeDeadlineMilliseconds?: number;
  /**
   * Time that the next hop may take to answer, in seconds.
   * @default 300
   */
  readonly upstreamTimeoutSeconds?: number;
  /**
   * Longest request body that is read, in bytes.
   * @default - 8 bytes per character of the rule set's longest prompt, and at least 262144
   */
  readonly maxBodyBytes?: number;
  /**
   * Most tokens that a caller may ask for; higher wishes are lowered to it.
   * @default 4096
   */
  readonly maxCompletionTokens?: number;
  /**
   * Requests of one caller that are handled at the same time.
   * @default 32
   */
  readonly slotsPerCaller?: number;
  /**
   * Requests that wait at most; further ones are answered with 503.
   * @default 64
   */
  readonly queueSlots?: number;
  /**
   * Time that running requests have to end when a pod stops, in seconds.
   * @default 20
   */
  readonly drainSeconds?: number;
  /**
   * Whether callers may declare tools; their names, descriptions and arguments are judged like prompts.
   * @default false
   */
  readonly allowTools?: boolean;
  /**
   * Lets callers send `system` and `developer` messages, with the reason: models obey them more than users' messages.
   * @default - only the roles user and assistant are accepted
   */
  readonly dangerouslyAllowClientSystemPrompts?: string;
  /**
   * PriorityClass of the pods; it must exist.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * Labels that a node must have.
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Taints that the pods put up with.
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
}

/** What both guard tiers need. */
export interface GuardTierProps extends GuardTierOptions {
  /** What is blocked. */
  readonly rules: RuleSet;
  /**
   * Name of the workload and its Service.
   * @default - the construct id
   */
  readonly name?: string;
}

/** Another image in place of the guard. It must understand the guard's command line, rule set and both ports. */
export interface CustomGuardImageProps {
  /** The image. */
  readonly image: ImageRef;
  /**
   * User id that it runs as.
   * @default 10001
   */
  readonly uid?: number;
  /**
   * Group id that it runs as.
   * @default 10001
   */
  readonly gid?: number;
}
