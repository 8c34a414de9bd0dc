import {
  Argument,
  ArtifactPort,
  ArtifactType,
  Component,
  ParameterPort,
  ParameterType,
  PipelineDefinition,
} from '../../../../lib';
import { problemsOf, SMALL } from '../release-like';

const prompts = ArtifactPort.untrustedOutput('prompts', ArtifactType.DATASET);
const title = ParameterPort.output('title', ParameterType.STRING);
const collect = Component.container({ ...SMALL, name: 'collect', args: [prompts.argument, title.argument] });

const promptsIn = ArtifactPort.input('prompts', ArtifactType.DATASET);
const word = ParameterPort.output('word', ParameterType.STRING);
const score = ParameterPort.output('score', ParameterType.NUMBER_DOUBLE);
const digest = Component.container({
  ...SMALL,
  name: 'digest',
  args: [promptsIn.argument, word.argument, score.argument],
});

const text = ParameterPort.input('text', ParameterType.STRING);
const number = ParameterPort.input('number', ParameterType.NUMBER_DOUBLE);
const print = Component.container({ ...SMALL, name: 'print', args: [Argument.text('--'), text.argument] });
const weigh = Component.container({ ...SMALL, name: 'weigh', args: [number.argument] });

function started() {
  const definition = PipelineDefinition.named('quoting');
  const collected = definition.addTask('collect', { component: collect });
  const digested = definition.addTask('digest', {
    component: digest,
    inputs: { prompts: collected.output('prompts') },
  });
  return { definition, collected, digested };
}

describe('what an attacker may have written', () => {
  it('flows as artifacts, and as numbers, which are parsed', () => {
    const { definition, digested } = started();
    definition.addTask('weigh', { component: weigh, inputs: { number: digested.output('score') } });
    expect(problemsOf(definition)).toEqual([]);
  });

  it('never becomes a text parameter, neither of the step that brought it nor of one that read it', () => {
    const { definition, collected, digested } = started();
    definition.addTask('direct', { component: print, inputs: { text: collected.output('title') } });
    definition.addTask('later', { component: print, inputs: { text: digested.output('word') } });
    expect(problemsOf(definition)).toEqual([
      expect.stringMatching(/"direct" takes output "title" of "collect" as parameter "text".*pass it as an artifact/),
      expect.stringMatching(/"later" takes output "word" of "digest" as parameter "text"/),
    ]);
  });
});
