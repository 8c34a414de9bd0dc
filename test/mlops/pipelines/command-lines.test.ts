import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pipeline } from '../../../lib';
import { everyVariant } from './shipped';

type Options = Readonly<Record<string, { readonly required: boolean; readonly takesValue: boolean }>>;
/** Written from argparse itself, which a test of that package keeps so. */
const COMMANDS = JSON.parse(readFileSync(join(__dirname, '../../../pipeline-steps/commands.json'), 'utf8')) as Readonly<
  Record<string, Options>
>;

function commandLines(
  pipeline: Pipeline,
): { readonly program: string[]; readonly command: string; readonly args: string[] }[] {
  const steps = pipeline.definition._components.filter(({ name }) => name !== 'build-image');
  return steps.map(({ _props: { command, args = [] } }) => ({
    program: command.slice(0, 3),
    command: command[3] ?? '',
    args: args.map(({ rendered }) => rendered),
  }));
}

/** What argparse would say. */
function refusals(command: string, args: readonly string[]): string[] {
  const options = COMMANDS[command];
  if (options === undefined) return [`no command ${command}`];
  const found: string[] = [];
  const given = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const option = args[i] ?? '';
    const known = options[option];
    if (known === undefined) found.push(`unknown ${option}`);
    else if (given.has(option)) found.push(`twice ${option}`);
    else if (known.takesValue && (args[i + 1] === undefined || args[i + 1]?.startsWith('--')))
      found.push(`no value for ${option}`);
    given.add(option);
    if (known?.takesValue) i++;
  }
  const missing = Object.entries(options).filter(([option, { required }]) => required && !given.has(option));
  return [...found, ...missing.map(([option]) => `missing ${option}`)];
}

describe.each(Object.entries(everyVariant))('the command lines of %s', (_name, pipeline) => {
  it('start the steps of this repository with arguments that their parsers take, all required ones included', () => {
    const lines = commandLines(pipeline());
    expect(lines.length).toBeGreaterThan(3);
    for (const { program, command, args } of lines) {
      expect(program).toEqual(['python3', '-m', 'secure_llm_steps']);
      expect(`${command}: ${refusals(command, args).join(', ')}`).toBe(`${command}: `);
    }
  });
});

describe('the comparison', () => {
  it('notices a missing, an unknown, a doubled and an empty argument', () => {
    expect(
      refusals('prepare-data', ['--source', '/data', '--source', '/data', '--colour', '--train', '--heldout']),
    ).toEqual(expect.arrayContaining(['twice --source', 'unknown --colour', 'no value for --train', 'missing --seed']));
    expect(refusals('nothing', [])).toEqual(['no command nothing']);
  });
});
