import { Option } from 'commander';
import { ExitCode } from '../exit-code';
import { judgeManifests } from '../judging/judge-manifests';
import { addJudgingOptions, type JudgingOptions } from '../judging/judging-options';
import { readManifests } from '../manifests/manifests';
import { type RegisterCommand } from '../register-command';
import { diffText } from './diff-text';
import { compareJudgements, losesSomething } from './judgement-changes';
import { compareObjects } from './object-changes';

interface DiffOptions extends JudgingOptions {
  readonly format: string;
}

/** `secure-llm diff`: what an upgrade changes, gains and loses. */
export const registerDiff: RegisterCommand = (program, environment, end) => {
  const command = program
    .command('diff')
    .description(
      'compare two sets of objects; exit code 1 if a claim is lost, an error is new or an immutable field changes',
    )
    .argument('<old>', 'file or folder of what is there')
    .argument('<new>', 'file or folder of what is to come');
  addJudgingOptions(command)
    .addOption(new Option('--format <format>', 'of the output').choices(['text', 'json']).default('text'))
    .action(async (old: string, young: string, options: DiffOptions) => {
      const [before, after] = [
        await readManifests([old], environment, options),
        await readManifests([young], environment, options),
      ];
      const objects = compareObjects(before.documents, after.documents);
      const judgements = compareJudgements(
        judgeManifests(before.documents, options, environment),
        judgeManifests(after.documents, options, environment),
      );
      const json = `${JSON.stringify({ format: 1, objects, judgements }, undefined, 2)}\n`;
      environment.out(options.format === 'json' ? json : diffText(objects, judgements));
      const isRefused = objects.changed.some(({ immutable }) => immutable.length > 0);
      end(isRefused || losesSomething(judgements) ? ExitCode.FINDINGS : ExitCode.FINE);
    });
};
