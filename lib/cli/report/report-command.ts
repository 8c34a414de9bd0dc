import { Option } from 'commander';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type LocateDocument,
  REPORT_FILES,
  reportFiles,
  ReportFormat,
  reportOf,
  written,
} from '../../assurance/report';
import { type CliEnvironment } from '../environment';
import { errors } from '../errors';
import { ExitCode } from '../exit-code';
import { judgeManifests } from '../judging/judge-manifests';
import { addJudgingOptions, type JudgingOptions } from '../judging/judging-options';
import { type Manifests, readManifests } from '../manifests/manifests';
import { type RegisterCommand } from '../register-command';
import { documentLines } from './document-lines';

interface ReportCommandOptions extends JudgingOptions {
  readonly output?: string;
  readonly format?: ReportFormat;
  readonly title?: string;
}

/** `secure-llm report`: writes what `check` judges for people, programs, code scanning and READMEs. */
export const registerReport: RegisterCommand = (program, environment, end) => {
  const command = program
    .command('report')
    .description(
      'write a report on Kubernetes objects; what it says never fails the command, that is what check is for',
    )
    .argument('[paths...]', 'files or folders of YAML or JSON, read with everything below; - for standard input')
    .option('--output <folder>', `write ${Object.values(REPORT_FILES).join(', ')} into this folder`)
    .addOption(
      new Option('--format <format>', 'write one form to standard output').choices(Object.values(ReportFormat)),
    )
    .option('--title <title>', 'heading of the report (default: what was read)');
  addJudgingOptions(command).action(async (paths: readonly string[], options: ReportCommandOptions) => {
    await report(paths, options, environment);
    end(ExitCode.FINE);
  });
};

async function report(
  paths: readonly string[],
  options: ReportCommandOptions,
  environment: CliEnvironment,
): Promise<void> {
  const { output, format } = options;
  if ((output === undefined) === (format === undefined)) throw errors.reportTarget();
  if (paths.length === 0) throw errors.nothingToRead('report');
  const manifests = await readManifests(paths, environment, options);
  const judgement = judgeManifests(manifests.documents, options, environment);
  const locate = locator(manifests, environment.folder);
  const said = { title: options.title ?? manifests.source, date: judgement.date, locate };
  if (format !== undefined) return environment.out(await written(reportOf(judgement, said), format, locate));
  const folder = resolve(environment.folder, output ?? '.');
  const files = await reportFiles(judgement, said);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  environment.out(`${[...files.keys()].map((name) => join(output ?? '.', name)).join('\n')}\n`);
}

/** Files are read again, and only those with a finding: the judges know objects and no lines. */
function locator({ fileOf }: Manifests, folder: string): LocateDocument {
  const known = new Map<string, ReturnType<typeof documentLines> | undefined>();
  return (object) => {
    const file = fileOf(object);
    if (file === undefined) return undefined;
    if (!known.has(file)) known.set(file, linesOf(resolve(folder, file)));
    const line = known.get(file)?.(object);
    return line === undefined ? undefined : { file: file.replaceAll('\\', '/'), line };
  };
}

/** Standard input has a name and no file. */
function linesOf(path: string): ReturnType<typeof documentLines> | undefined {
  try {
    return documentLines(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
