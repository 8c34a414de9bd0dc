import { Duration, Size } from 'cdk8s';
import {
  Argument,
  Component,
  EnvVar,
  Mount,
  ParameterType,
  PipelineDefinition,
  PipelineValue,
  SecretRef,
  Toleration,
} from '../../../lib';
import { collect, documentsOf, pipelineOf, problemsOf, record, releaseLike, SMALL, validate } from './release-like';

const executorOf = (component: Component) => {
  const definition = PipelineDefinition.named('one');
  definition.addTask('one', { component });
  const { spec, platform } = documentsOf(definition);
  const label = `exec-${component.name}`;
  return {
    container: spec.deploymentSpec?.executors?.[label]?.container,
    settings: platform?.platforms?.kubernetes?.deploymentSpec?.executors?.[label],
  };
};

describe('the representation of a pipeline', () => {
  it('derives what a task waits for from whose outputs it takes, and adds what it was told to wait for', () => {
    const definition = PipelineDefinition.named('waits');
    const first = definition.addTask('first', { component: collect });
    const beside = definition.addTask('beside', { component: collect });
    definition.addTask('judge', {
      component: validate,
      inputs: { records: first.output('records'), least: PipelineValue.number(0.5) },
      after: [beside],
    });
    expect(documentsOf(definition).spec.root?.dag?.tasks?.['judge']?.dependentTasks).toEqual(['beside', 'first']);
  });

  it('holds the tasks in a sub-pipeline where there is an exit task, which runs however they ended and knows how', () => {
    const { spec } = documentsOf(releaseLike());
    expect(Object.keys(spec.root?.dag?.tasks ?? {})).toEqual(['body', 'record']);
    expect(spec.root?.dag?.tasks?.['record']).toMatchObject({
      dependentTasks: ['body'],
      triggerPolicy: { strategy: 'ALL_UPSTREAM_TASKS_COMPLETED' },
      inputs: { parameters: { status: { taskFinalStatus: { producerTask: 'body' } } } },
    });
    expect(Object.keys(spec.components?.['comp-body']?.dag?.tasks ?? {})).toEqual(['collect', 'validate']);
    expect(spec.components?.['comp-body']?.inputDefinitions).toEqual(spec.root?.inputDefinitions);
  });

  it('takes no output of an earlier run unless asked to', () => {
    const definition = PipelineDefinition.named('cached');
    definition.addTask('fresh', { component: collect });
    definition.addTask('cached', { component: collect, caching: true });
    const tasks = documentsOf(definition).spec.root?.dag?.tasks;
    expect(tasks?.['fresh']?.cachingOptions).toEqual({});
    expect(tasks?.['cached']?.cachingOptions).toEqual({ enableCache: true });
  });

  it('writes waits with their unit, as the decoders demand', () => {
    const definition = PipelineDefinition.named('retried');
    definition.addTask('retried', {
      component: collect,
      retries: 3,
      retryBackoff: Duration.minutes(1),
      retryBackoffFactor: 1.5,
      retryMaxBackoff: Duration.minutes(5),
    });
    expect(documentsOf(definition).spec.root?.dag?.tasks?.['retried']?.retryPolicy).toEqual({
      maxRetryCount: 3,
      backoffDuration: '60s',
      backoffFactor: 1.5,
      backoffMaxDuration: '300s',
    });
  });

  it('asks for GPUs under the name of the platform and tolerates their taint', () => {
    const { container, settings } = executorOf(
      Component.container({ ...SMALL, name: 'train', gpus: 2, tolerations: [Toleration.noSchedule('spot')] }),
    );
    expect(container?.resources?.accelerator).toEqual({ resourceType: 'nvidia.com/gpu', resourceCount: '2' });
    expect(settings?.tolerations?.map(({ key }) => key)).toEqual(['spot', 'nvidia.com/gpu']);
  });

  it('runs as a user without privileges, by number', () => {
    expect(executorOf(Component.container({ ...SMALL, name: 'a' })).settings?.securityContext).toEqual({
      runAsUser: '10001',
      runAsGroup: '10001',
      runAsNonRoot: true,
    });
  });

  it('mounts each Secret once, claims, scratch space, and memory as shared memory only at its place', () => {
    const at = '/var/run/secrets/mlflow';
    const { settings } = executorOf(
      Component.container({
        ...SMALL,
        name: 'mounts',
        timeout: Duration.hours(2),
        nodeSelector: { pool: 'gpu' },
        mounts: [
          Mount.secretFile(SecretRef.key('mlflow', 'username'), at),
          Mount.secretFile(SecretRef.key('mlflow', 'password'), at),
          Mount.claim('data', '/data', { writable: true, subPath: 'sets' }),
          Mount.scratch('/scratch', Size.gibibytes(1)),
          Mount.memory('/ram', Size.mebibytes(64)),
          Mount.memory('/dev/shm', Size.gibibytes(2)),
        ],
      }),
    );
    expect(settings).toMatchObject({
      secretAsVolume: [
        {
          secretName: 'mlflow',
          secretNameParameter: { runtimeValue: { constant: 'mlflow' } },
          mountPath: at,
          optional: false,
        },
      ],
      pvcMount: [{ pvcNameParameter: { runtimeValue: { constant: 'data' } }, mountPath: '/data', subPath: 'sets' }],
      emptyDirMounts: [
        { mountPath: '/scratch', sizeLimit: '1Gi' },
        { mountPath: '/ram', medium: 'Memory', sizeLimit: '64Mi' },
      ],
      enabledSharedMemory: { size: '2Gi' },
      nodeSelector: { labels: { pool: 'gpu' } },
      activeDeadlineSeconds: '7200',
    });
  });

  it('writes fixed environment variables and all four amounts', () => {
    const { container } = executorOf(
      Component.container({
        ...SMALL,
        name: 'amounts',
        cpuLimitMillicores: 2000,
        memoryLimit: Size.gibibytes(1),
        env: [EnvVar.value('MODE', 'fast')],
      }),
    );
    expect(container).toMatchObject({
      env: [{ name: 'MODE', value: 'fast' }],
      resources: {
        resourceCpuRequest: '100m',
        resourceCpuLimit: '2',
        resourceMemoryRequest: '128Mi',
        resourceMemoryLimit: '1Gi',
      },
    });
  });
});

describe('a definition', () => {
  it('refuses names that Kubernetes, Kubeflow or Python do not take', () => {
    const definition = PipelineDefinition.named('names');
    expect(() => PipelineDefinition.named('Not-A-Name')).toThrow(/pipeline name "Not-A-Name"/);
    expect(() => definition.addTask('body', { component: collect })).toThrow(/"body"/);
    expect(() => definition.addTask('Upper', { component: collect })).toThrow(/task name "Upper"/);
    expect(() => definition.addParameter('with-dash', ParameterType.STRING)).toThrow(/port name "with-dash"/);
  });

  it('refuses two things of one name', () => {
    const definition = releaseLike();
    expect(() => definition.addTask('collect', { component: collect })).toThrow(/has a task "collect" already/);
    expect(() => definition.addExitTask('again', { component: record })).toThrow(/has an exit task already/);
    expect(() => definition.addParameter('threshold', ParameterType.STRING)).toThrow(/parameter "threshold" already/);
    const twin = Component.container({ ...SMALL, name: 'collect' });
    expect(() => definition.addTask('twin', { component: twin })).toThrow(/two components .* are called "collect"/);
  });

  it('refuses a default of another type, or one that is no fixed value', () => {
    const definition = releaseLike();
    expect(() => definition.addParameter('a', ParameterType.STRING, PipelineValue.integer(1))).toThrow(
      /NUMBER_INTEGER.*STRING/,
    );
    const other = definition.addParameter('b', ParameterType.STRING);
    expect(() => definition.addParameter('c', ParameterType.STRING, other)).toThrow(/default of parameter "c"/);
  });

  it('refuses outputs that a component does not have, and tasks of another pipeline', () => {
    const definition = releaseLike();
    const task = definition.addTask('more', { component: collect });
    expect(() => task.output('nothing')).toThrow(
      /no output "nothing": expected one of "records", "count"|"count", "records"/,
    );
    const foreign = PipelineDefinition.named('other').addTask('foreign', { component: collect });
    expect(() => task.runAfter(foreign)).toThrow(/"foreign" is not of pipeline "release-like"/);
  });

  it.each([
    ['retries', { retries: 11 }],
    ['retries', { retries: 1.5 }],
    ['retryBackoff', { retryBackoff: Duration.millis(1500) }],
    ['retryMaxBackoff', { retryMaxBackoff: Duration.millis(1) }],
    ['retryBackoffFactor', { retryBackoffFactor: 0.5 }],
  ])('refuses %s out of range', (field, props) => {
    expect(() => releaseLike().addTask('more', { component: collect, ...props })).toThrow(new RegExp(`^${field} `));
  });
});

describe('a pipeline that somebody else compiled', () => {
  it('comes back as the same version, judged by the same checks', () => {
    const own = pipelineOf(releaseLike());
    const read = PipelineDefinition.fromYaml(own.toYaml(), 'own');
    expect(problemsOf(read)).toEqual([]);
    expect(pipelineOf(PipelineDefinition.fromYaml(own.toYaml(), 'own')).versionName).toBe(own.versionName);
  });

  it('is refused with the reason where it cannot be read', () => {
    expect(() => PipelineDefinition.fromYaml('a: [', 'file.yaml')).toThrow(/pipeline file.yaml cannot be read/);
    expect(() => PipelineDefinition.fromYaml('- 1', 'file.yaml')).toThrow(/not a mapping/);
    expect(() => PipelineDefinition.fromYaml('a: 1\n---\nb: 1\n---\nc: 1', 'file.yaml')).toThrow(
      /one or two documents/,
    );
    expect(() => PipelineDefinition.fromYaml('root: {}', 'file.yaml')).toThrow(/no pipelineInfo.name/);
    const shapeless = 'pipelineInfo: {name: a}\nroot: {dag: {tasks: {a: null}}}';
    expect(() => PipelineDefinition.fromYaml(shapeless, 'file.yaml')).toThrow(/file.yaml .* not shaped like one/);
  });

  it('cannot be added to', () => {
    const read = PipelineDefinition.fromYaml(pipelineOf(releaseLike()).toYaml(), 'own');
    expect(() => read.addTask('more', { component: collect })).toThrow(/rendered already/);
  });
});

describe('text', () => {
  it.each([
    ['an argument', () => Argument.text("{{$.inputs.parameters['x']}}")],
    ['a value', () => PipelineValue.text('a {{$ b')],
    ['a list', () => PipelineValue.textList(['fine', '{{$}}'])],
    ['a command', () => Component.container({ ...SMALL, name: 'a', command: ['{{$}}'] })],
    ['a variable', () => Component.container({ ...SMALL, name: 'a', env: [EnvVar.value('A', '{{$}}')] })],
  ])('that looks like a placeholder is refused as %s', (_what, build) => {
    expect(build).toThrow(/Kubeflow replaces/);
  });

  it('is nowhere a number', () => {
    expect(() => PipelineValue.integer(1.5)).toThrow(/not a whole number/);
    expect(() => PipelineValue.number(Infinity)).toThrow(/not a number that JSON can hold/);
  });
});
