import fc from 'fast-check';
import { pipelineProblems } from '../../../../lib/mlops/pipeline/check/pipeline-problems';
import { type Documents, NAMES } from './broken';

/** A task takes outputs of tasks with lower numbers only, so no graph has a circle. */
const graph = fc
  .integer({ min: 2, max: 12 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, i) =>
        i === 0 ? fc.constant<number[]>([]) : fc.uniqueArray(fc.nat(i - 1), { maxLength: 3 }),
      ),
    ),
  );
/** The same with at least one edge: which task, and which of its inputs. */
const graphWithEdge = graph
  .filter((producers) => producers.some((each) => each.length > 0))
  .chain((producers) => {
    const edges = producers.flatMap((each, task) => each.map((_, input) => ({ task, input })));
    return fc.record({ producers: fc.constant<number[][]>(producers), edge: fc.constantFrom(...edges) });
  });

const problemsOf = (documents: Documents): string[] =>
  pipelineProblems(documents, { ...NAMES, pools: [], untrusted: new Set() });

/** Every task has a component of its own, with one input for each producer: artifacts at even places, parameters at odd ones. */
function documents(producers: readonly number[][]): Documents {
  const kindAt = (input: number) => (input % 2 === 0 ? 'artifacts' : 'parameters');
  const artifact = () => ({ artifactType: { schemaTitle: 'system.Dataset', schemaVersion: '0.0.1' } });
  const parameter = () => ({ parameterType: 'STRING' });
  const byKind = (inputs: readonly number[], of: (producer: number, input: number) => object) => {
    const entries = (kind: string) =>
      inputs.flatMap((producer, input) =>
        kindAt(input) === kind ? [[`in${input}`, of(producer, input)] as const] : [],
      );
    return {
      artifacts: Object.fromEntries(entries('artifacts')),
      parameters: Object.fromEntries(entries('parameters')),
    };
  };
  const binding = (producer: number, input: number) =>
    kindAt(input) === 'artifacts'
      ? { taskOutputArtifact: { producerTask: `t${producer}`, outputArtifactKey: 'data' } }
      : { taskOutputParameter: { producerTask: `t${producer}`, outputParameterKey: 'text' } };
  return {
    spec: {
      pipelineInfo: { name: 'random' },
      schemaVersion: '2.1.0',
      components: Object.fromEntries(
        producers.map((inputs, i) => [
          `comp-${i}`,
          {
            executorLabel: 'exec-any',
            inputDefinitions: byKind(inputs, (_, input) => (kindAt(input) === 'artifacts' ? artifact() : parameter())),
            outputDefinitions: { artifacts: { data: artifact() }, parameters: { text: parameter() } },
          },
        ]),
      ),
      deploymentSpec: { executors: { 'exec-any': { container: { image: 'a.example/b:1.0', command: ['run'] } } } },
      root: {
        dag: {
          tasks: Object.fromEntries(
            producers.map((inputs, i) => [
              `t${i}`,
              {
                taskInfo: { name: `t${i}` },
                componentRef: { name: `comp-${i}` },
                dependentTasks: [...new Set(inputs)].map((producer) => `t${producer}`),
                inputs: byKind(inputs, binding),
              },
            ]),
          ),
        },
      },
    },
  };
}

const tasksOf = (broken: Documents): Documents => broken.spec.root.dag.tasks;
const bindingOf = (broken: Documents, task: number, input: number): Documents => {
  const kind = input % 2 === 0 ? 'artifacts' : 'parameters';
  const { taskOutputArtifact, taskOutputParameter } = tasksOf(broken)[`t${task}`].inputs[kind][`in${input}`];
  return taskOutputArtifact ?? taskOutputParameter;
};

describe('for random pipelines', () => {
  it('nothing is found in one without a mistake', () => {
    fc.assert(fc.property(graph, (producers) => expect(problemsOf(documents(producers))).toEqual([])));
  });

  it('an edge from a task that does not exist is found', () => {
    fc.assert(
      fc.property(graphWithEdge, ({ producers, edge: { task, input } }) => {
        const broken = documents(producers);
        bindingOf(broken, task, input).producerTask = 'nobody';
        expect(problemsOf(broken).join('\n')).toContain(
          `task "t${task}" binds "in${input}" to an output of task "nobody"`,
        );
      }),
    );
  });

  it('an edge from an output that does not exist is found', () => {
    fc.assert(
      fc.property(graphWithEdge, ({ producers, edge: { task, input } }) => {
        const broken = documents(producers);
        const binding = bindingOf(broken, task, input);
        const key = 'outputArtifactKey' in binding ? 'outputArtifactKey' : 'outputParameterKey';
        binding[key] = 'nothing';
        expect(problemsOf(broken).join('\n')).toContain('output "nothing"');
      }),
    );
  });

  it('an edge back to where it comes from is found as a circle through both tasks', () => {
    fc.assert(
      fc.property(graphWithEdge, ({ producers, edge: { task, input } }) => {
        const broken = documents(producers);
        const producer = `t${producers[task]?.[input]}`;
        tasksOf(broken)[producer].dependentTasks.push(`t${task}`);
        expect(problemsOf(broken)).toEqual([expect.stringMatching(/wait for each other in a circle/)]);
      }),
    );
  });

  it('an edge between ports of different types is found', () => {
    fc.assert(
      fc.property(graphWithEdge, ({ producers, edge: { task, input } }) => {
        const broken = documents(producers);
        const { inputDefinitions } = broken.spec.components[`comp-${task}`];
        if (input % 2 === 0) inputDefinitions.artifacts[`in${input}`].artifactType.schemaTitle = 'system.Model';
        else inputDefinitions.parameters[`in${input}`].parameterType = 'NUMBER_INTEGER';
        expect(problemsOf(broken).join('\n')).toMatch(/use the same type on both sides/);
      }),
    );
  });
});
