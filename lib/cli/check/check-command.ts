import { Option } from 'commander';
import { errors } from '../errors';
import { judgeManifests } from '../judging/judge-manifests';
import { addJudgingOptions, type JudgingOptions } from '../judging/judging-options';
import { ClusterReader } from '../live/cluster-reader';
import { addClusterOptions, type ClusterOptions, Kubectl } from '../live/kubectl';
import { readManifests } from '../manifests/manifests';
import { type CliEnvironment } from '../environment';
import { type RegisterCommand } from '../register-command';
import { checkJson } from './check-json';
import { type CheckResult, exitCodeOf } from './check-result';
import { checkText } from './check-text';

interface CheckOptions extends JudgingOptions, ClusterOptions {
  readonly live?: boolean;
  readonly strict?: boolean;
  readonly format: string;
}

/** `secure-llm check`: judges any Kubernetes objects, also those of other tools and of a running cluster. */
export const registerCheck: RegisterCommand = (program, environment, end) => {
  const command = program
    .command('check')
    .description('judge Kubernetes objects by all rules and claims; exit code 1 on errors, 2 on a wrong call')
    .argument('[paths...]', 'files or folders of YAML or JSON, read with everything below; - for standard input')
    .option('--live', 'judge what is in a cluster, read through kubectl');
  addClusterOptions(addJudgingOptions(command))
    .option('--strict', 'warnings fail as well')
    .addOption(new Option('--format <format>', 'of the output').choices(['text', 'json']).default('text'))
    .action(async (paths: readonly string[], options: CheckOptions) => {
      const result = await check(paths, options, environment);
      environment.out(options.format === 'json' ? checkJson(result) : checkText(result));
      end(exitCodeOf(result, options.strict ?? false));
    });
};

async function check(
  paths: readonly string[],
  options: CheckOptions,
  environment: CliEnvironment,
): Promise<CheckResult> {
  if (options.live) {
    if (paths.length > 0) throw errors.liveAndPaths();
    const { documents, source, unseen } = await new ClusterReader(Kubectl.of(environment, options)).read(options.zone);
    const judged = judgeManifests(documents, options, environment);
    return { judged, source, ignored: [], unseen, fileOf: () => undefined };
  }
  if (paths.length === 0) throw errors.nothingToRead('check');
  const { documents, ...manifests } = await readManifests(paths, environment, options);
  return { judged: judgeManifests(documents, options, environment), ...manifests, unseen: [] };
}
