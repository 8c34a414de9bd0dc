import { Option } from 'commander';
import { ExitCode } from '../exit-code';
import { addClusterOptions, type ClusterOptions, Kubectl } from '../live/kubectl';
import { readManifests } from '../manifests/manifests';
import { type RegisterCommand } from '../register-command';
import { readClusterFacts } from './cluster-facts';
import { doctorText } from './doctor-text';
import { PreconditionState } from './precondition';
import { preconditions } from './preconditions';

interface DoctorOptions extends ClusterOptions {
  readonly namespace?: string;
  readonly format: string;
}

/** `secure-llm doctor`: whether a cluster has what a program needs before it is applied. */
export const registerDoctor: RegisterCommand = (program, environment, end) => {
  const command = program
    .command('doctor')
    .description('ask a cluster, read-only, for what the given objects need of it; exit code 1 if something is missing')
    .argument('<paths...>', 'files or folders of YAML or JSON; - for standard input')
    .option('--namespace <namespace>', 'namespace of the documents that name none (default: default)');
  addClusterOptions(command)
    .addOption(new Option('--format <format>', 'of the output').choices(['text', 'json']).default('text'))
    .action(async (paths: readonly string[], options: DoctorOptions) => {
      const { documents, source } = await readManifests(paths, environment, options);
      const kubectl = Kubectl.of(environment, options);
      const found = preconditions(documents, await readClusterFacts(kubectl));
      const json = `${JSON.stringify({ format: 1, source, preconditions: found }, undefined, 2)}\n`;
      environment.out(options.format === 'json' ? json : doctorText(source, kubectl.context, found));
      end(found.some(({ state }) => state === PreconditionState.MISSING) ? ExitCode.FINDINGS : ExitCode.FINE);
    });
};
