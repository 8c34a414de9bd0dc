import { Duration, Size, Testing } from 'cdk8s';
import { ImageRef, NetworkPolicyEnforcer, Platform, SecretRef, Toleration, TrustZone } from '../../lib';
import { Gpu, InferenceServer, type InferenceServerProps, Model, Weights } from '../../lib/request-path';
import { named, ofKind, podOf, waive } from '../workload/declared';
import { argumentsOf, containerOf, DeclaredPath, kubernetes, llamaCpp, REASON, vllm } from './declared';

const serve = (model: Model, props: Partial<InferenceServerProps> = {}, platform = kubernetes()): InferenceServer =>
  new InferenceServer(new TrustZone(Testing.app(), 'inference', { platform }), 'llama', { model, ...props });

const mountPaths = (server: InferenceServer): string[] =>
  containerOf(server).volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath) as string[];

describe('an inference server', () => {
  it('has no egress at all, not even DNS', () => {
    const { inference } = new DeclaredPath().connected();
    const policies = ofKind(inference.workload.zone, 'NetworkPolicy');
    for (const { spec } of policies) expect(spec.egress ?? []).toEqual([]);
    expect(policies.map(({ metadata }) => metadata.name as string).sort()).toEqual([
      'default-deny',
      'llama-egress',
      'llama-ingress',
    ]);
  });

  it('lets only the output processor in', () => {
    const { inference } = new DeclaredPath().connected();
    expect(inference.connections.incoming).toEqual([
      { from: 'workload output/output-processor', to: 'workload inference/llama', port: 'TCP/8000' },
    ]);
  });

  it('asks for a key that stands in a file, never in arguments or the environment', () => {
    for (const server of [serve(llamaCpp()), serve(vllm())]) {
      const container = containerOf(server);
      expect(mountPaths(server)).toContain('/etc/secure-llm/secrets/api-key');
      expect(container.args).not.toContain('--api-key');
      for (const variable of container.env ?? []) expect(variable.valueFrom).toBeUndefined();
      expect(server.apiKey.toString()).toBe('llama-hop/key');
    }
    expect(serve(llamaCpp(), { apiKey: SecretRef.key('own', 'k') }).apiKey.toString()).toBe('own/k');
  });

  it('mounts the weights read-only', () => {
    const server = serve(vllm());
    const { volumes, containers } = podOf(server.workload.zone, 'llama').spec;
    expect(volumes).toContainEqual(
      expect.objectContaining({ persistentVolumeClaim: { claimName: 'llama-weights', readOnly: true } }),
    );
    expect(containers[0].volumeMounts).toContainEqual(
      expect.objectContaining({ mountPath: '/models', readOnly: true }),
    );
  });

  it('can be told where to run', () => {
    const server = serve(vllm(), {
      name: 'big-llama',
      replicas: 3,
      priorityClassName: 'models',
      nodeSelector: { shape: 'a10' },
      tolerations: [Toleration.noSchedule('example.com/reserved')],
      runtimeClassName: 'nvidia',
    });
    const { replicas, template } = named(server.workload.zone, 'Deployment', 'big-llama').spec;
    expect(replicas).toBe(3);
    expect(template.spec).toMatchObject({
      priorityClassName: 'models',
      nodeSelector: { shape: 'a10' },
      runtimeClassName: 'nvidia',
      tolerations: [
        { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
        { key: 'example.com/reserved', operator: 'Exists', effect: 'NoSchedule' },
      ],
    });
    expect(InferenceServer.isInferenceServer(server)).toBe(true);
    expect(InferenceServer.isInferenceServer({})).toBe(false);
  });
});

describe('a model on vLLM', () => {
  it('is started by a shell that reads the key file, because vLLM reads none', () => {
    const container = containerOf(serve(vllm()));
    expect(container.command.slice(0, 2)).toEqual(['/bin/sh', '-c']);
    expect(container.command[2]).toMatch(/cat "\$VLLM_API_KEY_FILE".*test -n.*exec vllm serve "\$@"$/);
    expect(container.env).toContainEqual({ name: 'VLLM_API_KEY_FILE', value: '/etc/secure-llm/secrets/api-key/key' });
    expect(container.args.slice(0, 3)).toEqual(['/models', '--served-model-name', 'llama-3.1-8b-instruct']);
  });

  it('asks for GPUs by the platform’s resource name and tolerates its taint', () => {
    const platform = Platform.kubernetes({
      networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
      gpuResourceName: 'nvidia.com/mig-1g.10gb',
      gpuTaintKey: 'example.com/gpu',
    });
    const server = serve(vllm({ gpu: Gpu.nvidia(2) }), {}, platform);
    const container = containerOf(server);
    expect(container.resources.limits['nvidia.com/mig-1g.10gb']).toBe('2');
    expect(argumentsOf(container, '--tensor-parallel-size')).toEqual(['2']);
    expect(podOf(server.workload.zone, 'llama').spec.tolerations[0].key).toBe('example.com/gpu');
  });

  it('runs as the user that its image prepares, and says so', () => {
    const pod = podOf(serve(vllm()).workload.zone, 'llama');
    expect(pod.spec.securityContext).toMatchObject({ runAsUser: 2000, runAsGroup: 0, fsGroup: 0, runAsNonRoot: true });
    expect(pod.metadata.annotations['secure-llm.dev/opt-out.lowUserOrGroupId']).toMatch(/UID 2000/);
  });

  it('stays in the host’s user namespace because of its devices, and says so', () => {
    const pod = podOf(serve(vllm()).workload.zone, 'llama');
    expect(pod.spec.hostUsers).toBeUndefined();
    expect(pod.metadata.annotations['secure-llm.dev/opt-out.hostUserNamespace']).toMatch(/GPU device/);
    expect(podOf(serve(llamaCpp()).workload.zone, 'llama').spec.hostUsers).toBe(false);
  });

  it('has a read-only root unless the nodes’ GPU hook needs to write, with a reason', () => {
    expect(containerOf(serve(vllm())).securityContext.readOnlyRootFilesystem).toBe(true);
    const opened = serve(vllm({ dangerouslyWritableRootFilesystem: REASON }));
    expect(() => containerOf(opened)).toThrow('read-only-root');
    waive(opened, 'read-only-root');
    expect(containerOf(opened).securityContext.readOnlyRootFilesystem).toBe(false);
  });

  it('writes only to sized scratch space, and shares memory between its processes', () => {
    const server = serve(vllm({ sharedMemory: Size.gibibytes(4), cacheSize: Size.gibibytes(20) }));
    const { volumes } = podOf(server.workload.zone, 'llama').spec;
    expect(volumes).toContainEqual(expect.objectContaining({ emptyDir: { medium: 'Memory', sizeLimit: '4Gi' } }));
    expect(volumes).toContainEqual(expect.objectContaining({ emptyDir: { sizeLimit: '20Gi' } }));
    expect(mountPaths(server)).toEqual(expect.arrayContaining(['/dev/shm', '/home/vllm', '/tmp']));
  });

  it('never reaches for the internet', () => {
    const names = Object.fromEntries(
      containerOf(serve(vllm())).env.map(({ name, value }: { name: string; value: string }) => [name, value]),
    ) as object;
    expect(names).toMatchObject({
      HF_HUB_OFFLINE: '1',
      TRANSFORMERS_OFFLINE: '1',
      VLLM_NO_USAGE_STATS: '1',
      DO_NOT_TRACK: '1',
    });
  });

  it('is restarted for another reason than it is not ready, or after more patience', () => {
    const probes = (model: Model): object => {
      const { startupProbe, readinessProbe, livenessProbe } = containerOf(serve(model));
      return { startupProbe, readinessProbe, livenessProbe };
    };
    const health = { httpGet: expect.objectContaining({ path: '/health', port: 8000 }) };
    expect(probes(llamaCpp())).toMatchObject({
      startupProbe: health,
      readinessProbe: { ...health, periodSeconds: 5, failureThreshold: 2 },
      livenessProbe: { httpGet: { path: '/v1/models', port: 8000 }, periodSeconds: 10, failureThreshold: 6 },
    });
    expect(probes(vllm())).toMatchObject({
      startupProbe: health,
      readinessProbe: { ...health, periodSeconds: 5, failureThreshold: 2 },
      livenessProbe: { ...health, periodSeconds: 10, failureThreshold: 6 },
    });
  });

  it('may start longer the larger its weights are', () => {
    const budget = (model: Model): number => {
      const { periodSeconds, failureThreshold } = containerOf(serve(model)).startupProbe;
      return (periodSeconds as number) * (failureThreshold as number);
    };
    const small = budget(vllm({ weightsSize: Size.gibibytes(4) }));
    const large = budget(vllm({ weightsSize: Size.gibibytes(140) }));
    expect(small).toBeGreaterThanOrEqual(300);
    expect(large - small).toBeGreaterThanOrEqual((136 * 1024) / 50 - 10);
    expect(budget(vllm({ startupBudget: Duration.minutes(30) }))).toBe(1800);
  });

  it('stops gracefully, and gives up its GPU before the next pod starts unless there are spare ones', () => {
    const server = serve(vllm());
    const { strategy, template } = named(server.workload.zone, 'Deployment', 'llama').spec;
    expect(strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    const drain = Number(argumentsOf(containerOf(server), '--shutdown-timeout')[0]);
    expect(drain).toBeGreaterThan(0);
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(
      drain + template.spec.containers[0].lifecycle.preStop.sleep.seconds,
    );
    const spare = serve(vllm({ spareGpus: true }));
    expect(named(spare.workload.zone, 'Deployment', 'llama').spec.strategy.rollingUpdate).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
  });

  it('takes further arguments, but none that the library sets or that would weaken it', () => {
    expect(containerOf(serve(vllm({ extraArguments: ['--max-num-seqs=64'], maxModelLength: 8192 }))).args).toEqual(
      expect.arrayContaining(['--max-num-seqs=64', '--max-model-len', '8192']),
    );
    for (const argument of [
      '--api-key=x',
      '--trust-remote-code',
      '--trust_remote_code',
      '--port=1',
      '--served-model-name',
    ]) {
      expect(() => vllm({ extraArguments: [argument] })).toThrow(/is set by the library or would weaken it/);
    }
    expect(() => vllm({ extraArguments: ['--api-key=hunter2'] })).not.toThrow(/hunter2/);
  });
});

describe('a model on llama.cpp', () => {
  it('is served under its name on every address, with the key from a file', () => {
    const container = containerOf(serve(llamaCpp()));
    expect(container.command).toBeUndefined();
    expect(argumentsOf(container, '--model')).toEqual(['/models/llama/model.gguf']);
    expect(argumentsOf(container, '--alias')).toEqual(['llama-3.1-8b-instruct']);
    expect(argumentsOf(container, '--host')).toEqual(['0.0.0.0']);
    expect(argumentsOf(container, '--port')).toEqual(['8000']);
    expect(argumentsOf(container, '--api-key-file')).toEqual(['/etc/secure-llm/secrets/api-key/key']);
  });

  it('uses as many threads as it has cores, and memory for its weights', () => {
    const model = Model.llamaCpp('tiny', {
      weights: Weights.claim('w', { path: 'm.gguf' }),
      cpuMillicores: 3500,
      weightsSize: Size.mebibytes(512),
      contextTokens: 4096,
      parallelRequests: 1,
    });
    const container = containerOf(serve(model));
    expect(argumentsOf(container, '--threads')).toEqual(['3']);
    expect(argumentsOf(container, '--ctx-size')).toEqual(['4096']);
    expect(argumentsOf(container, '--parallel')).toEqual(['1']);
    expect(container.resources.limits.memory).toBe('2Gi');
    expect(containerOf(serve(model)).securityContext.readOnlyRootFilesystem).toBe(true);
  });

  it('must name its file in the volume', () => {
    expect(() => Model.llamaCpp('tiny', { weights: Weights.claim('w') })).toThrow(
      /"tiny" names no file.*Weights.claim/,
    );
  });

  it('refuses arguments that the library sets', () => {
    const weights = Weights.claim('w', { path: 'm.gguf' });
    expect(() => Model.llamaCpp('tiny', { weights, extraArguments: ['-m'] })).toThrow(/argument "-m"/);
  });
});

describe('what a model is made of', () => {
  it.each(['', ' x', 'a b', '-a', 'ü', 'a'.repeat(129)])('cannot be called %j', (name) => {
    expect(() => Model.vllm(name, { weights: Weights.claim('w'), gpu: Gpu.nvidia(1) })).toThrow(/cannot be served/);
  });

  it.each([0, 1.5, -1, 17, NaN])('cannot have %p GPUs', (count) => {
    expect(() => Gpu.nvidia(count)).toThrow(/GPU count is/);
  });

  it.each(['/abs', '../up', 'a/../b', 'a//b', 'a b', ''])('cannot lie at %j in its volume', (path) => {
    expect(() => Weights.claim('w', { path })).toThrow(/in the weights volume cannot be used/);
  });

  it('can come as an image volume where Kubernetes knows them', () => {
    const weights = Weights.image(ImageRef.of('registry.example/models/llama:1.0.0'));
    const server = serve(vllm({ weights }));
    expect(podOf(server.workload.zone, 'llama').spec.volumes).toContainEqual(
      expect.objectContaining({
        image: expect.objectContaining({ reference: 'registry.example/models/llama:1.0.0' }) as unknown,
      }),
    );
    expect(() => podOf(serve(vllm({ weights }), {}, kubernetes('1.34')).workload.zone, 'llama')).toThrow(
      /1.34 does not mount images as volumes/,
    );
  });

  it('can be another image of the same server', () => {
    const image = ImageRef.of('registry.example/own/vllm:0.29.1');
    expect(containerOf(serve(vllm({ image, cpuMillicores: 8000, memory: Size.gibibytes(64) })))).toMatchObject({
      image: 'registry.example/own/vllm:0.29.1',
      resources: { limits: { cpu: '8', memory: '64Gi' } },
    });
  });
});
