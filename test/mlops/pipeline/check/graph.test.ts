import { findCycle } from '../../../../lib/mlops/pipeline/check/cycles';
import { body, type Documents, intact, problemsAfter } from './broken';

const validate = (documents: Documents) => body(documents).tasks.validate;
const bound = (documents: Documents) => validate(documents).inputs;

it('finds nothing wrong with a pipeline that is in order', () => {
  expect(problemsAfter(() => undefined)).toEqual([]);
});

describe('in the graph of a pipeline, the check finds', () => {
  it.each<[string, (documents: Documents) => void, RegExp]>([
    [
      'a circle of tasks',
      (d) => (body(d).tasks.collect.dependentTasks = ['validate']),
      /in a circle.*: (collect → validate → collect|validate → collect → validate)/,
    ],
    ['a task that waits for itself', (d) => validate(d).dependentTasks.push('validate'), /circle.*validate → validate/],
    [
      'a component that contains itself',
      (d) => (validate(d).componentRef.name = 'comp-body'),
      /components contain themselves: comp-body → comp-body/,
    ],
    [
      'an unknown component',
      (d) => (validate(d).componentRef.name = 'comp-nowhere'),
      /"validate" names component "comp-nowhere"/,
    ],
    [
      'a component name of every object',
      (d) => (validate(d).componentRef.name = 'constructor'),
      /names component "constructor"/,
    ],
    [
      'a component without an executor',
      (d) => delete d.spec.deploymentSpec.executors['exec-validate'],
      /names executor "exec-validate", which does not exist/,
    ],
    [
      'a component that is neither step nor sub-pipeline',
      (d) => delete d.spec.components['comp-validate'].executorLabel,
      /either an executorLabel or a dag/,
    ],
    [
      'a component that is both',
      (d) => (d.spec.components['comp-validate'].dag = { tasks: {} }),
      /either an executorLabel or a dag/,
    ],
    ['a sub-pipeline without tasks', (d) => (body(d).tasks = {}), /comp-body has no tasks/],
    ['a task without a name', (d) => delete validate(d).taskInfo, /"validate" has no taskInfo.name/],
    [
      'a dependency on no task',
      (d) => validate(d).dependentTasks.push('nobody'),
      /waits for task "nobody", which is not beside it/,
    ],
    [
      'a dependency on a task of another level',
      (d) => validate(d).dependentTasks.push('record'),
      /waits for task "record"/,
    ],
    [
      'a data edge without its dependency',
      (d) => delete validate(d).dependentTasks,
      /does not list it in dependentTasks/,
    ],
    ['an unbound input', (d) => delete bound(d).parameters.least, /leaves its input "least" unbound/],
    [
      'a binding of no input',
      (d) => (bound(d).parameters.most = bound(d).parameters.least),
      /binds "most", which its component does not take/,
    ],
    [
      'an output of no task',
      (d) => (bound(d).artifacts.records.taskOutputArtifact.producerTask = 'nobody'),
      /to an output of task "nobody"/,
    ],
    [
      'no such output',
      (d) => (bound(d).artifacts.records.taskOutputArtifact.outputArtifactKey = 'nothing'),
      /output "nothing" of task "collect", which has no such output/,
    ],
    [
      'no such parameter of the run',
      (d) => (bound(d).parameters.least.componentInputParameter = 'nothing'),
      /to input "nothing" of what it stands in/,
    ],
    [
      'a parameter bound as an artifact',
      (d) => (bound(d).artifacts.least = bound(d).artifacts.records),
      /binds its parameter "least" to an artifact/,
    ],
    [
      'an artifact bound as a parameter',
      (d) => (bound(d).parameters.records = { runtimeValue: { constant: 'x' } }),
      /binds its artifact "records" to a parameter/,
    ],
    [
      'an artifact selector in a parameter',
      (d) => (bound(d).parameters.least = bound(d).artifacts.records),
      /to nothing, to several things or to one of the other kind/,
    ],
    [
      'two sources of one input',
      (d) => (bound(d).parameters.least.runtimeValue = { constant: 1 }),
      /to nothing, to several things/,
    ],
    [
      'an artifact that becomes a value',
      (d) =>
        (bound(d).parameters.least = {
          taskOutputParameter: { producerTask: 'collect', outputParameterKey: 'records' },
        }),
      /binds its parameter "least" to output "records" of task "collect", an artifact/,
    ],
    [
      'ports of different types',
      (d) =>
        (bound(d).parameters.least = { taskOutputParameter: { producerTask: 'collect', outputParameterKey: 'count' } }),
      /takes NUMBER_DOUBLE as "least" and output "count" of task "collect" is NUMBER_INTEGER/,
    ],
    [
      'artifacts of different types',
      (d) =>
        (d.spec.components['comp-collect'].outputDefinitions.artifacts.records.artifactType.schemaTitle =
          'system.Model'),
      /takes system.Dataset as "records" and .* is system.Model/,
    ],
    [
      'a parameter of the run of another type',
      (d) => (d.spec.components['comp-body'].inputDefinitions.parameters.threshold = { parameterType: 'STRING' }),
      /input "threshold" of comp-body is STRING/,
    ],
    [
      'a constant of another type',
      (d) => (bound(d).parameters.least = { runtimeValue: { constant: 'high' } }),
      /takes NUMBER_DOUBLE as "least" and is given "high"/,
    ],
    [
      'a constant that would be replaced',
      (d) => (bound(d).parameters.least = { runtimeValue: { constant: "{{$.inputs.parameters['x']}}" } }),
      /holds "\{\{\$" .* pass such text as an artifact/,
    ],
    [
      'how a task ended, asked by one that waits for success',
      (d) => delete d.spec.root.dag.tasks.record.triggerPolicy,
      /only a task that runs however that ended/,
    ],
    [
      'how no task ended',
      (d) => (d.spec.root.dag.tasks.record.inputs.parameters.status.taskFinalStatus.producerTask = 'nobody'),
      /asks for the end of task "nobody"/,
    ],
    [
      'an output that a failed task may not have written',
      (d) => (validate(d).triggerPolicy = { strategy: 'ALL_UPSTREAM_TASKS_COMPLETED' }),
      /runs however the others ended and takes an output of "collect"/,
    ],
    [
      'a condition that is always skipped',
      (d) => (validate(d).triggerPolicy = { condition: "inputs.parameter_values['score'] > 1" }),
      /condition on "score", which is not among its inputs/,
    ],
    [
      'a wait without its unit',
      (d) => (body(d).tasks.collect.retryPolicy.backoffDuration = '30'),
      /backoffDuration of task "collect" is "30": expected seconds with their unit/,
    ],
    [
      'half a retry',
      (d) => (body(d).tasks.collect.retryPolicy.maxRetryCount = 0.5),
      /maxRetryCount of task "collect" is 0.5/,
    ],
    [
      'an output of a sub-pipeline that nobody produces',
      (d) =>
        (body(d).outputs = {
          parameters: { n: { valueFromParameter: { producerSubtask: 'collect', outputParameterKey: 'nothing' } } },
        }),
      /output "n" of comp-body is to be output "nothing" of task "collect"/,
    ],
    [
      'an output of a sub-pipeline that is not declared',
      (d) =>
        (body(d).outputs = {
          artifacts: { r: { artifactSelectors: [{ producerSubtask: 'collect', outputArtifactKey: 'records' }] } },
        }),
      /selects the output "r" without defining it/,
    ],
    [
      'an unknown type',
      (d) => (d.spec.components['comp-collect'].outputDefinitions.parameters.count.parameterType = 'INT'),
      /unknown type "INT"/,
    ],
    [
      'a default of another type',
      (d) => (d.spec.root.inputDefinitions.parameters.threshold.defaultValue = 'much'),
      /type NUMBER_DOUBLE and its default is "much"/,
    ],
    [
      'a default that would be replaced',
      (d) => (d.spec.root.inputDefinitions.parameters.threshold.defaultValue = '{{$}}'),
      /the default of parameter "threshold" holds "\{\{\$"/,
    ],
  ])('%s', (_what, change, message) => {
    expect(problemsAfter(change).join('\n')).toMatch(message);
  });

  it('everything at once', () => {
    const found = problemsAfter((documents) => {
      validate(documents).dependentTasks.push('nobody');
      delete bound(documents).parameters.least;
      documents.spec.schemaVersion = '2.0.0';
    });
    expect(found).toHaveLength(3);
  });
});

describe('what a compiler of others writes and is in order', () => {
  it('is an artifact of any type for an input of the most general one', () => {
    expect(
      problemsAfter((d) => {
        d.spec.components['comp-validate'].inputDefinitions.artifacts.records.artifactType.schemaTitle =
          'system.Artifact';
      }),
    ).toEqual([]);
  });

  it('is a loop, whose item is bound by the loop', () => {
    expect(
      problemsAfter((d) => {
        delete bound(d).parameters;
        validate(d).parameterIterator = { itemInput: 'least', items: { raw: '[0.1, 0.2]' } };
      }),
    ).toEqual([]);
  });

  it('is a condition on an input that is bound, and an output passed on by a sub-pipeline', () => {
    expect(
      problemsAfter((d) => {
        validate(d).triggerPolicy = { condition: "inputs.parameter_values['least'] > 0.8" };
        body(d).outputs = {
          parameters: { n: { valueFromParameter: { producerSubtask: 'collect', outputParameterKey: 'count' } } },
        };
        d.spec.components['comp-body'].outputDefinitions = { parameters: { n: { parameterType: 'NUMBER_INTEGER' } } };
      }),
    ).toEqual([]);
  });

  it('has no platform document', () => {
    const documents = intact();
    expect(problemsAfter((d) => delete d.platform)).toEqual([]);
    expect(documents.platform).toBeDefined();
  });
});

it('names the tasks of a circle and no others', () => {
  const edges = new Map([
    ['start', ['a']],
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a', 'end']],
    ['end', []],
  ]);
  expect(findCycle(edges)).toEqual(['a', 'b', 'c', 'a']);
  edges.set('c', ['end']);
  expect(findCycle(edges)).toBeUndefined();
});
