import { type Command, InvalidArgumentError, Option } from 'commander';

/** Options of every command that judges documents. */
export interface JudgingOptions {
  /** Namespaces to judge as trust zones. */
  readonly zone: readonly string[];
  /** Namespace of the documents that name none. */
  readonly namespace?: string;
  /** Day of the check, as YYYY-MM-DD. */
  readonly date?: string;
  /** Whether the documents are to be released. */
  readonly release?: boolean;
  /** File with what documents do not say. */
  readonly facts?: string;
}

/** Adds the options, in the order in which the help shows them. */
export function addJudgingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--zone <namespace>', 'judge this namespace as a trust zone; can be repeated')
        .argParser((name: string, names: readonly string[]) => [...names, name])
        .default([], 'those with the label secure-llm.dev/zone; without any, every namespace with a workload'),
    )
    .option('--namespace <namespace>', 'namespace of the documents that name none (default: default)')
    .option('--facts <file>', 'YAML with what documents do not say: connections, tiers, gateways, deployers, …')
    .option('--release', 'judge for a release: an image without a digest is an error')
    .option('--date <day>', 'judge waivers on this day (default: today)', day);
}

function day(text: string): string {
  const time = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text)) {
    throw new InvalidArgumentError('expected a day such as 2027-01-31');
  }
  return text;
}
