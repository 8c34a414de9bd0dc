import { App, Chart } from 'cdk8s';
import {
  AdmissionPolicies,
  ImageCatalog,
  ImagePullPolicy,
  Model,
  NetworkPolicyEnforcer,
  Peer,
  Platform,
  Releaser,
  RuleSet,
  RuleSetRelease,
  SecretRef,
  SecureLlm,
  TrustZone,
  Weights,
} from '../../../lib';
import { declareWorkload, waive } from '../../workload/declared';
import { type WrittenDocument } from '../stack/written-documents';

/** What a program that releases rule sets writes beside the quickstart, and what its pipeline tells the steps. */
export interface ReleaseProgram {
  /** Roles, bindings, network policies and the zone of the runs; Deployments stay as the quickstart wrote them. */
  readonly documents: readonly object[];
  /** `--targets` */
  readonly targets: string;
  /** `--canary-url` */
  readonly canaryUrl: string;
}

const ADDED = ['Role', 'RoleBinding', 'NetworkPolicy'];
const ADDED_TO_PIPELINES = ['Namespace', 'ServiceAccount'];

/** The quickstart's stack with a rule-set release by the runs of a pipeline, for which a workload of their name stands. */
export function releaseProgram(): ReleaseProgram {
  const app = new App();
  new AdmissionPolicies(app, 'admission-policies');
  const platform = Platform.kubernetes({
    kubernetesVersion: '1.36',
    networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
  });
  const { guardrail, outputProcessor } = new SecureLlm(app, 'assistant', {
    platform,
    models: [
      Model.llamaCpp('qwen', {
        weights: Weights.claim('weights', { path: 'model.gguf' }),
      }),
    ],
    rules: RuleSet.baseline(),
    systemPrompt: SecretRef.key('assistant', 'system-prompt'),
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
  });
  // its callers need no key, and neither do the honest prompts of a release
  waive(guardrail, 'R14');
  const { image } = ImageCatalog.PIPELINE_STEPS;
  const runs = declareWorkload(new TrustZone(app, 'pipelines', { platform }), 'rule-set-release', { image });
  const { targets, canaryUrl } = new RuleSetRelease(new Chart(app, 'releases'), 'rule-sets', {
    releaser: Releaser.runs(runs),
    tiers: [outputProcessor, guardrail],
  });
  const documents = app.charts
    .flatMap((chart) => chart.toJson() as WrittenDocument[])
    .filter(
      ({ kind, metadata: { name, namespace = name } }) =>
        ADDED.includes(kind) || (namespace === 'pipelines' && ADDED_TO_PIPELINES.includes(kind)),
    );
  return { documents, targets, canaryUrl };
}
