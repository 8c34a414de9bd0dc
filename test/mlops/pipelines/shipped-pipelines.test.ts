import { Duration, Size, Testing } from 'cdk8s';
import { NodeCapacity, type Pipeline, SecretRef } from '../../../lib';
import { SecretUses } from '../../../lib/workload/secret-uses';
import { type Document } from '../../workload/declared';
import { everyVariant, gitRuleSetRelease, modelRelease, ruleSetRelease, trainAndValidate } from './shipped';

const documentsOf = (pipeline: Pipeline) => {
  const version = Testing.synth(pipeline.zone).find(({ kind }) => kind === 'PipelineVersion');
  return version.spec;
};
const bodyOf = (pipeline: Pipeline) => {
  const { components, root } = documentsOf(pipeline).pipelineSpec;
  return (components['comp-body']?.dag ?? root.dag).tasks;
};
const argsOf = (pipeline: Pipeline, command: string): string[] =>
  documentsOf(pipeline).pipelineSpec.deploymentSpec.executors[`exec-${command}`].container.args;
const valueOf = (pipeline: Pipeline, command: string, option: string): string | undefined => {
  const args = argsOf(pipeline, command);
  return args[args.indexOf(option) + 1];
};
/** Everything that must have succeeded before a task starts. */
const before = (tasks: Document, name: string): string[] => [
  ...new Set<string>((tasks[name].dependentTasks ?? []).flatMap((each: string) => [each, ...before(tasks, each)])),
];

it.each(Object.entries(everyVariant))(
  '%s is in order and is the same each time it is synthesized',
  (_name, pipeline) => {
    expect(pipeline().node.validate()).toEqual([]);
    expect(pipeline().toYaml()).toBe(pipeline().toYaml());
  },
);

describe('a gate', () => {
  it.each([
    ['the training', trainAndValidate, 'evaluate', ['register']],
    ['the release of rules', ruleSetRelease, 'validate-rules', ['await-approval', 'publish-rules', 'roll']],
    ['the release of rules', ruleSetRelease, 'await-approval', ['publish-rules', 'roll']],
    ['the release of rules by Git', gitRuleSetRelease, 'validate-rules', ['open-change']],
    [
      'the release of a model',
      modelRelease,
      'verify-model',
      ['shift-model', 'await-approval', 'publish-models', 'roll'],
    ],
    ['the release of a model', modelRelease, 'await-approval', ['publish-models', 'roll']],
  ])(
    'of %s stands before everything that it guards, is never tried again and never taken from an earlier run: %s',
    (_of, make, gate, guarded) => {
      const tasks = bodyOf(make());
      for (const name of guarded) expect(before(tasks, name)).toContain(gate);
      expect(tasks[gate].retryPolicy).toBeUndefined();
      expect(tasks[gate].cachingOptions).toEqual({});
    },
  );

  it('cannot be lowered by whoever starts a run: there is nothing that a run may choose', () => {
    for (const make of Object.values(everyVariant)) expect(make()._runParameters).toEqual({});
  });

  it('has the thresholds that the program gives, and by default those that are documented', () => {
    expect(valueOf(ruleSetRelease(), 'validate-rules', '--min-block-rate')).toBe('0.7');
    expect(valueOf(ruleSetRelease({ minBlockRate: 0.9 }), 'validate-rules', '--min-block-rate')).toBe('0.9');
    expect(valueOf(ruleSetRelease(), 'validate-rules', '--max-false-positive-rate')).toBe('0.01');
    expect(valueOf(trainAndValidate({ minimumAccuracy: 0.95 }), 'evaluate', '--minimum-accuracy')).toBe('0.95');
    expect(valueOf(ruleSetRelease({ watch: Duration.minutes(2) }), 'roll', '--watch-seconds')).toBe('120');
  });
});

describe('an approval', () => {
  it('is asked of people unless a reason says otherwise, which everybody can read', () => {
    expect(argsOf(ruleSetRelease(), 'await-approval')).not.toContain('--dangerously-without-approval');
    const without = ruleSetRelease({ dangerouslyWithoutApproval: 'a lab on one laptop has nobody to ask' });
    expect(argsOf(without, 'await-approval')).toContain('--dangerously-without-approval');
    const { annotations } = Testing.synth(without.zone).find(({ kind }) => kind === 'Pipeline').metadata;
    expect(annotations['secure-llm.dev/opt-out.approval']).toBe('a lab on one laptop has nobody to ask');
    expect(() => ruleSetRelease({ dangerouslyWithoutApproval: 'lab' })).toThrow(/too short to be judged/);
  });

  it('has a pod that outlives the time which the approvers have', () => {
    const { platformSpec } = documentsOf(ruleSetRelease({ approvalTimeout: Duration.hours(2) }));
    const { activeDeadlineSeconds } = platformSpec.platforms.kubernetes.deploymentSpec.executors['exec-await-approval'];
    expect(Number(activeDeadlineSeconds)).toBeGreaterThan(7200);
  });
});

describe('a release', () => {
  it.each([
    ['of rules', ruleSetRelease, 'rule-set'],
    ['of a model', modelRelease, 'model'],
  ])('%s is recorded however it ended', (_of, make, subject) => {
    const record = documentsOf(make()).pipelineSpec.root.dag.tasks['record-release'];
    expect(record.triggerPolicy).toEqual({ strategy: 'ALL_UPSTREAM_TASKS_COMPLETED' });
    expect(valueOf(make(), 'record-release', '--subject')).toBe(subject);
  });

  it('treats what was collected from callers as untrusted, so that no text of it becomes a parameter', () => {
    const collect = ruleSetRelease().definition._components.find(({ name }) => name === 'collect-flagged');
    expect(collect?._ports.map(({ name, _untrusted }) => [name, _untrusted])).toEqual([['records', true]]);
  });

  it('learns from prompts of two weeks and of each caller from twenty, and removes older ones, unless told otherwise', () => {
    const limits = (pipeline: Pipeline) =>
      ['--max-per-caller', '--max-age-days'].map((option) => valueOf(pipeline, 'collect-flagged', option));
    expect(limits(ruleSetRelease())).toEqual(['20', '14']);
    expect(limits(ruleSetRelease({ maxRecordsPerCaller: 5, maxAgeDays: 3 }))).toEqual(['5', '3']);
    for (const make of [ruleSetRelease, gitRuleSetRelease])
      expect(argsOf(make(), 'collect-flagged')).toContain('--delete-expired');
  });

  it('shows the key that opens the records to the step that proposes rules, and to no other', () => {
    const { executors } = documentsOf(ruleSetRelease()).platformSpec.platforms.kubernetes.deploymentSpec;
    const holders = Object.keys(executors).filter((label) => executors[label].secretAsVolume !== undefined);
    expect(holders).toEqual(['exec-propose-rules']);
    const pipeline = ruleSetRelease();
    expect(SecretUses.of(pipeline.zone).secrets.map(String)).toEqual(['sealing-key/private.pem']);
  });
});

describe('a release by Git', () => {
  it('reads what was merged, and ends with a change that waits for people', () => {
    const tasks = bodyOf(gitRuleSetRelease());
    expect(Object.keys(tasks).sort()).toEqual([
      'collect-flagged',
      'open-change',
      'propose-rules',
      'read-merged-rules',
      'validate-rules',
    ]);
    expect(before(tasks, 'open-change').sort()).toEqual(
      Object.keys(tasks)
        .filter((name) => name !== 'open-change')
        .sort(),
    );
  });

  it('proposes what was tried, against what it was made of', () => {
    const { parameters, artifacts } = bodyOf(gitRuleSetRelease())['open-change'].inputs;
    expect(parameters).toBeUndefined();
    const producers = Object.entries<Document>(artifacts).map(([name, { taskOutputArtifact }]) => [
      name,
      taskOutputArtifact.producerTask,
    ]);
    expect(Object.fromEntries(producers)).toEqual({
      current: 'read-merged-rules',
      candidate: 'propose-rules',
      report: 'validate-rules',
    });
  });

  it('is recorded without asking a cluster, which it has no right to', () => {
    const args = argsOf(gitRuleSetRelease(), 'record-release');
    expect(args).toContain('--audit-line-only');
    expect(args).not.toContain('--targets');
    for (const command of ['read-merged-rules', 'open-change'])
      expect(argsOf(gitRuleSetRelease(), command)).not.toContain('--targets');
  });

  it('shows the deploy key to the two steps that talk to the host, which alone have git', () => {
    const { pipelineSpec, platformSpec } = documentsOf(gitRuleSetRelease());
    const { executors } = platformSpec.platforms.kubernetes.deploymentSpec;
    const holders = Object.keys(executors).filter((label) =>
      executors[label].secretAsVolume?.some(({ secretName }: Document) => secretName === 'git'),
    );
    expect(holders.sort()).toEqual(['exec-open-change', 'exec-read-merged-rules']);
    const images = Object.entries<Document>(pipelineSpec.deploymentSpec.executors);
    expect(
      images
        .filter(([, { container }]) => container.image.includes('git-steps'))
        .map(([label]) => label)
        .sort(),
    ).toEqual(holders);
  });

  it('mounts a Secret once, and known hosts of another Secret elsewhere', () => {
    const volumesOf = (pipeline: Pipeline): [string, string][] =>
      documentsOf(pipeline).platformSpec.platforms.kubernetes.deploymentSpec.executors[
        'exec-open-change'
      ].secretAsVolume.map(({ secretName, mountPath }: Document) => [secretName, mountPath]);
    expect(volumesOf(gitRuleSetRelease())).toEqual([['git', '/var/run/secrets/secure-llm/git']]);
    const apart = gitRuleSetRelease({ knownHosts: SecretRef.key('hosts', 'known_hosts') });
    expect(volumesOf(apart)).toEqual([
      ['git', '/var/run/secrets/secure-llm/git'],
      ['hosts', '/var/run/secrets/secure-llm/git-known-hosts'],
    ]);
    expect(valueOf(apart, 'open-change', '--known-hosts')).toBe(
      '/var/run/secrets/secure-llm/git-known-hosts/known_hosts',
    );
  });
});

describe('the training', () => {
  it('asks for GPUs only where the model is loaded', () => {
    const { executors } = documentsOf(trainAndValidate()).pipelineSpec.deploymentSpec;
    const withGpus = Object.keys(executors).filter((label) => executors[label].container.resources.accelerator);
    expect(withGpus).toEqual(['exec-evaluate', 'exec-train']);
    const onCpus = documentsOf(trainAndValidate({ gpus: 0 })).pipelineSpec.deploymentSpec.executors;
    expect(onCpus['exec-train'].container.resources.accelerator).toBeUndefined();
  });

  it('is refused where no node has what it asks for', () => {
    const nodeCapacities = [
      NodeCapacity.of({ name: 'system', cpuMillicores: 3500, memory: Size.gibibytes(14) }),
      NodeCapacity.of({ name: 'a10', gpus: 1, cpuMillicores: 14_000, memory: Size.gibibytes(220) }),
    ];
    expect(trainAndValidate({ nodeCapacities }).node.validate()).toEqual([]);
    expect(trainAndValidate({ nodeCapacities, gpus: 4 }).node.validate()).toEqual([
      expect.stringMatching(/"exec-evaluate" asks for .*4 of nvidia.com\/gpu/),
      expect.stringMatching(/"exec-train"/),
    ]);
  });

  it('reads its credentials from one folder, with both keys of the Secret known', () => {
    const pipeline = trainAndValidate();
    expect(SecretUses.of(pipeline.zone).secrets.map(String)).toEqual([
      'mlflow-pipelines/password',
      'mlflow-pipelines/username',
    ]);
    expect(valueOf(pipeline, 'register', '--credentials')).toBe('/var/run/secrets/secure-llm/tracking');
  });
});
