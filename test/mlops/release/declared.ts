import { type App, Testing } from 'cdk8s';
import { AdmissionPolicies, type AdmissionPoliciesProps } from '../../../lib/access';
import { Releaser } from '../../../lib/mlops';
import { NetworkPolicyEnforcer, Platform, SecretRef } from '../../../lib/platform';
import {
  type HardenedWorkload,
  type IRulesReader,
  JudgedProgram,
  type Port,
  Probe,
  ReleasedFile,
  TrustZone,
} from '../../../lib/workload';
import { DeclaredPath } from '../../request-path/declared';
import { declareWorkload, declareZone, waive } from '../../workload/declared';

/** A request path, a zone of pipelines, and the admission rules. */
export class DeclaredRelease {
  readonly app: App = Testing.app();
  readonly path = new DeclaredPath(this.app, { guardrail: { callerKey: SecretRef.key('callers', 'key') } }).connected();
  readonly pipelines: TrustZone;
  /** Stands for the pods of a pipeline's runs. */
  readonly runs: HardenedWorkload;
  readonly releaser: Releaser;

  constructor(account = 'rule-set-release', rules: AdmissionPoliciesProps = {}) {
    const platform = Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM });
    this.pipelines = new TrustZone(this.app, 'pipelines', { platform });
    this.runs = declareWorkload(this.pipelines, account);
    this.releaser = Releaser.runs(this.runs);
    new AdmissionPolicies(this.app, 'policies', { registries: ['registry.example/team/'], ...rules });
    waive(this.path.inference, 'single-pod');
  }

  /** What some claims or rules find in the program. */
  findings(...rules: string[]): string[] {
    return JudgedProgram.of(this.app)
      .findings.filter(({ rule }) => rules.includes(rule))
      .map(({ rule, message }) => `${rule}: ${message}`);
  }
}

/** A tier of somebody else's making, in a zone of its own, that serves these ports. */
export function customTier(app: App, ...ports: Port[]): IRulesReader {
  const alive = (periodSeconds: number): Probe => Probe.command({ command: ['true'], periodSeconds });
  const probes = { startupProbe: alive(1), readinessProbe: alive(5), livenessProbe: alive(30) };
  const workload = declareWorkload(declareZone(app, 'custom'), 'guard', { ports, ...probes });
  return { rulesFile: new ReleasedFile(workload, 'ruleset.json', 'rules', 'rules') };
}
