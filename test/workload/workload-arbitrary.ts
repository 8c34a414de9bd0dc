import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { SecretRef } from '../../lib/platform';
import {
  EnvVar,
  type HardenedWorkloadProps,
  ImageRef,
  type InitContainer,
  Mount,
  Port,
  Probe,
  type ProbeTiming,
  Resources,
  Rollout,
  Toleration,
} from '../../lib/workload';

const label = (start: string, max: number) =>
  fc.stringMatching(new RegExp(`^${start}([-a-z0-9]{0,${max - 2}}[a-z0-9])?$`)).filter((text) => text.length <= max);

/** Names that a workload may have. */
export const workloadName = label('[a-z]', 52);
/** Labels and subdomains of Kubernetes. */
const dnsLabel = label('[a-z0-9]', 63);
const mebibytes = (min: number, max: number) => fc.integer({ min, max }).map((count) => Size.mebibytes(count));

const image = fc
  .tuple(
    fc.constantFrom('quay.io', 'localhost:5000', 'registry.example'),
    dnsLabel,
    fc.nat(99),
    fc.nat(99),
    fc.boolean(),
  )
  .map(([registry, name, major, minor, pinned]) =>
    ImageRef.of(
      `${registry}/team/${name.replace(/--+/g, '-')}:v${major}.${minor}${pinned ? `@sha256:${'0a'.repeat(32)}` : ''}`,
    ),
  );

const resources = fc
  .record({
    cpu: fc.integer({ min: 1, max: 8000 }),
    moreCpu: fc.nat(8000),
    // room for the scratch space below
    memory: fc.integer({ min: 200, max: 70_000 }),
    moreMemory: fc.nat(70_000),
    disk: fc.integer({ min: 200, max: 70_000 }),
    gpus: fc.nat(8),
  })
  .map(({ cpu, moreCpu, memory, moreMemory, disk, gpus }) =>
    Resources.of({
      cpuMillicores: cpu,
      cpuLimitMillicores: cpu + moreCpu,
      memory: Size.mebibytes(memory),
      memoryLimit: Size.mebibytes(memory + moreMemory),
      ephemeralStorage: Size.mebibytes(disk),
      extended: gpus > 0 ? { 'nvidia.com/gpu': gpus } : undefined,
    }),
  );

const timing: fc.Arbitrary<ProbeTiming> = fc.record(
  {
    periodSeconds: fc.integer({ min: 1, max: 60 }),
    timeoutSeconds: fc.integer({ min: 1, max: 30 }),
    failureThreshold: fc.integer({ min: 1, max: 200 }),
    initialDelaySeconds: fc.nat(60),
  },
  { requiredKeys: [] },
);

/** Probes of which readiness and liveness differ by their path. */
const probes = (port: number) =>
  fc.tuple(timing, timing, timing, fc.constantFrom('http', 'tcp', 'command')).map(([startup, ready, alive, start]) => ({
    startupProbe:
      start === 'http'
        ? Probe.http({ path: '/start', port, ...startup })
        : start === 'tcp'
          ? Probe.tcp({ port, ...startup })
          : Probe.command({ command: ['check'], ...startup }),
    readinessProbe: Probe.http({ path: '/ready', port, ...ready }),
    livenessProbe: Probe.http({ path: '/alive', port, ...alive }),
  }));

const mount = (path: string): fc.Arbitrary<Mount> =>
  fc.oneof(
    mebibytes(1, 20).map((size) => Mount.scratch(path, size)),
    mebibytes(1, 20).map((size) => Mount.memory(path, size)),
    fc.tuple(dnsLabel, fc.boolean()).map(([claim, writable]) => Mount.claim(claim, path, { writable })),
    fc
      .tuple(dnsLabel, fc.stringMatching(/^[A-Za-z0-9][-._A-Za-z0-9]{0,20}$/))
      .map(([secret, key]) => Mount.secretFile(SecretRef.key(secret, key), path)),
    image.map((each) => Mount.image(each, path)),
  );

/** Mounts at different paths, some inside of others. */
const mounts = fc
  .uniqueArray(fc.constantFrom('/tmp', '/tmp/inner', '/a-b', '/a/b', '/Models', '/dev/shm', '/x.y'), { maxLength: 5 })
  .chain((paths) => fc.tuple(...paths.map(mount)));

const env = fc
  .uniqueArray(fc.stringMatching(/^[A-Z][A-Z0-9]{0,10}X$/), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map((name) => fc.string().map((value) => EnvVar.value(name, value)))));

const initContainer: fc.Arbitrary<InitContainer> = fc.record(
  {
    name: fc.constantFrom('check-1', 'check-2'),
    image,
    args: fc.array(fc.string(), { maxLength: 3 }),
    sharesMountsAndEnv: fc.boolean(),
    resources,
  },
  { requiredKeys: ['name'] },
);

const id = fc.integer({ min: 10001, max: 2 ** 31 - 1 });

/** Whatever a program may ask for without giving up hardening. */
export const hardenedProps: fc.Arbitrary<HardenedWorkloadProps> = fc
  .uniqueArray(fc.integer({ min: 1024, max: 65535 }), { minLength: 1, maxLength: 3 })
  .chain((ports) =>
    fc
      .tuple(
        probes(ports[0] as number),
        fc.record(
          {
            image,
            ports: fc.constant(ports.map((port) => Port.tcp(port))),
            resources,
            command: fc.array(fc.string(), { minLength: 1, maxLength: 2 }),
            args: fc.array(fc.string(), { maxLength: 4 }),
            env,
            mounts,
            initContainers: fc.uniqueArray(initContainer, { maxLength: 2, selector: ({ name }) => name }),
            uid: id,
            gid: id,
            fsGroup: id,
            replicas: fc.integer({ min: 1, max: 9 }),
            rollout: fc.constantFrom(Rollout.surge(), Rollout.inPlace()),
            maxDisruptedPods: fc.integer({ min: 1, max: 3 }),
            preStopSleepSeconds: fc.integer({ min: 1, max: 20 }),
            terminationGracePeriodSeconds: fc.integer({ min: 21, max: 600 }),
            priorityClassName: dnsLabel,
            runtimeClassName: dnsLabel,
            nodeSelector: fc.dictionary(fc.constantFrom('pool', 'example.dev/zone'), dnsLabel),
            tolerations: fc.array(
              fc.constantFrom(Toleration.noSchedule('nvidia.com/gpu'), Toleration.noScheduleValue('a', 'b')),
            ),
            podAnnotations: fc.dictionary(fc.constantFrom('example.dev/a', 'b'), fc.string()),
          },
          { requiredKeys: ['image', 'ports', 'resources'] },
        ),
      )
      .map(([probe, rest]) => ({ ...rest, ...probe })),
  );
