import { type GuardTierRole } from './guard-tier';
import { type GuardTierProps } from './guard-tier-props';

interface SecretFiles {
  readonly auditKey: string;
  readonly callerKey?: string;
  readonly systemPrompt?: string;
}

type Check = (what: string, value: number, least: number, most: number) => number;

/** The guard's command line but for its upstreams; ranges as in the guard's own parser. */
export const guardArguments = (
  props: GuardTierProps,
  role: GuardTierRole,
  processes: { readonly workers: number; readonly drainSeconds: number },
  check: Check,
  files: SecretFiles,
): string[] => {
  const numbers: readonly [what: string, argument: string, value: number | undefined, least: number, most: number][] = [
    ['judgeDeadlineMilliseconds', '--judge-deadline-ms', props.judgeDeadlineMilliseconds, 10, 60_000],
    ['upstreamTimeoutSeconds', '--upstream-timeout-seconds', props.upstreamTimeoutSeconds, 1, 3600],
    ['maxBodyBytes', '--max-body-bytes', props.maxBodyBytes ?? defaultBodyBytes(props), 1024, 16_777_216],
    ['maxCompletionTokens', '--max-completion-tokens', props.maxCompletionTokens, 1, 1_000_000],
    ['slotsPerCaller', '--slots-per-caller', props.slotsPerCaller, 1, 10_000],
    ['queueSlots', '--queue-slots', props.queueSlots, 1, 10_000],
  ];
  return [
    '--tier',
    role.tier,
    '--audit-key-file',
    files.auditKey,
    ...(files.callerKey === undefined ? [] : ['--caller-key-file', files.callerKey]),
    ...(files.systemPrompt === undefined ? [] : ['--system-prompt-file', files.systemPrompt]),
    ...(props.allowTools ? ['--allow-tools'] : []),
    ...(props.dangerouslyAllowClientSystemPrompts === undefined ? [] : ['--allow-client-system-prompts']),
    ...role.flags,
    '--workers',
    String(processes.workers),
    '--drain-seconds',
    String(processes.drainSeconds),
    ...numbers.flatMap(([what, argument, value, least, most]) =>
      value === undefined ? [] : [argument, String(check(what, value, least, most))],
    ),
  ];
};

/** Room for prompts of the longest allowed size with some JSON around them; short prompts need no less. */
const defaultBodyBytes = ({ rules }: GuardTierProps): number =>
  Math.min(16_777_216, Math.max(262_144, 8 * rules.maxPromptCharacters));
