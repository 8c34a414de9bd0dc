import { type App, type Chart, Size, Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import {
  HardenedWorkload,
  type HardenedWorkloadProps,
  Port,
  Probe,
  Resources,
  TrustZone,
  Waiver,
} from '../../lib/workload';
import { type IConstruct } from 'constructs';
import { ImageRef } from '../../lib/workload/image-ref';

/** A document as it is written, of any kind. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into documents of every kind
export type Document = any;

export const REASON = 'the vendor image cannot do without it';

/** A waiver that is in order. */
export const WAIVER = {
  reason: REASON,
  evidence: 'https://tickets.example/42',
  owner: 'platform-team',
  expires: '2027-01-31',
};

/** Accepts what the rules find about the construct. */
export function waive(construct: IConstruct, ...rules: string[]): void {
  for (const rule of rules) Waiver.of(construct).add({ rule, ...WAIVER });
}

export function kubernetes(): Platform {
  return Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM });
}

export function declareZone(app: App = Testing.app(), id = 'guardrail'): TrustZone {
  return new TrustZone(app, id, { platform: kubernetes() });
}

/** The least that a workload needs, with one port of its own for traffic and one for health. */
export function workloadProps(overrides: Partial<HardenedWorkloadProps> = {}): HardenedWorkloadProps {
  return {
    image: ImageRef.of('registry.example/team/server:1.2.3'),
    ports: [Port.tcp(8000, 'http'), Port.tcp(9090, 'metrics')],
    resources: Resources.of({
      cpuMillicores: 250,
      cpuLimitMillicores: 1000,
      memory: Size.mebibytes(256),
      memoryLimit: Size.mebibytes(512),
      ephemeralStorage: Size.mebibytes(128),
    }),
    startupProbe: Probe.http({ path: '/ready', port: 9090, failureThreshold: 30 }),
    readinessProbe: Probe.http({ path: '/ready', port: 9090 }),
    livenessProbe: Probe.http({ path: '/alive', port: 9090 }),
    ...overrides,
  };
}

export function declareWorkload(
  zone: TrustZone,
  id = 'server',
  overrides: Partial<HardenedWorkloadProps> = {},
): HardenedWorkload {
  return new HardenedWorkload(zone, id, workloadProps(overrides));
}

/** Documents of a chart as they are written; runs every validation of the program. */
export function documents(chart: Chart): Document[] {
  return Testing.synth(chart);
}

export function ofKind(chart: Chart, kind: string): Document[] {
  return documents(chart).filter((document) => document.kind === kind);
}

export function named(chart: Chart, kind: string, name: string): Document {
  const found = ofKind(chart, kind).filter((document) => document.metadata.name === name);
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, found ${found.length}`);
  return found[0];
}

/** Pod template of a zone's only workload, or of the named one. */
export function podOf(chart: Chart, name = 'server'): Document {
  return named(chart, 'Deployment', name).spec.template;
}
