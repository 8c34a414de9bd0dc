import { App, Chart } from 'cdk8s';
import {
  AdmissionPolicies,
  ImageCatalog,
  ImagePullPolicy,
  InferenceServer,
  Model,
  ModelRelease,
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
  /** The release of models. */
  readonly models: ModelProgram;
}

/** What releases of models need beside, and what their pipeline tells the steps. */
export interface ModelProgram {
  /** The second pool, and the zone of the output processor, which has its map of models in a file. */
  readonly documents: readonly WrittenDocument[];
  /** `--targets` */
  readonly targets: string;
  /** Answers as everything was written. */
  readonly first: Pool;
  /** Stands by. */
  readonly next: Pool;
}

/** Model servers that answer alike. */
export interface Pool {
  /** `--pool-url` */
  readonly url: string;
  /** `--pool-key-file` */
  readonly keyFile: string;
}

/** Namespace of the second pool. */
export const NEXT = 'assistant-inference-qwen-next';
const ADDED = ['Role', 'RoleBinding', 'NetworkPolicy'];
const ADDED_TO_PIPELINES = ['Namespace', 'ServiceAccount'];

/** The quickstart's stack with releases of rules and of models by runs of pipelines, for which workloads of their names stand. */
export function releaseProgram(): ReleaseProgram {
  const app = new App();
  new AdmissionPolicies(app, 'admission-policies');
  const platform = Platform.kubernetes({
    kubernetesVersion: '1.36',
    networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
  });
  const model = Model.llamaCpp('qwen', { weights: Weights.claim('weights', { path: 'model.gguf' }) });
  // nothing is ever pulled
  const imagePullPolicy = ImagePullPolicy.IF_NOT_PRESENT;
  const { guardrail, outputProcessor } = new SecureLlm(app, 'assistant', {
    platform,
    models: [model],
    rules: RuleSet.baseline(),
    systemPrompt: SecretRef.key('assistant', 'system-prompt'),
    imagePullPolicy,
    callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
  });
  // its callers need no key, and neither do the honest prompts of a release
  waive(guardrail, 'R14');
  const { image } = ImageCatalog.PIPELINE_STEPS;
  const pipelines = new TrustZone(app, 'pipelines', { platform });
  const runsOf = (account: string): Releaser => Releaser.runs(declareWorkload(pipelines, account, { image }));
  const releases = new Chart(app, 'releases');
  const rules = new RuleSetRelease(releases, 'rule-sets', {
    releaser: runsOf('rule-set-release'),
    tiers: [outputProcessor, guardrail],
  });
  const zone = new TrustZone(app, 'inference-qwen-next', { platform, namespace: NEXT, imagePullPolicy });
  const { targets, pool } = new ModelRelease(releases, 'models', {
    releaser: runsOf('model-release'),
    tier: outputProcessor,
    pool: outputProcessor.standsBy(new InferenceServer(zone, 'qwen-next', { model })),
    entry: guardrail,
  });
  const every = app.charts.flatMap((chart) => chart.toJson() as WrittenDocument[]);
  const within = (namespace: string): WrittenDocument[] =>
    every.filter(({ metadata }) => namespaceOf(metadata) === namespace);
  const documents = every.filter(({ kind, metadata }) => {
    const namespace = namespaceOf(metadata);
    if (namespace === 'pipelines' && ADDED_TO_PIPELINES.includes(kind)) return true;
    return namespace !== NEXT && ADDED.includes(kind);
  });
  const ofModels = [...within(NEXT), ...within(outputProcessor.workload.zone.namespace)];
  const next = { url: pool.url, keyFile: pool.keyFile ?? '' };
  return {
    documents,
    targets: rules.targets,
    canaryUrl: rules.canaryUrl,
    models: { documents: ofModels, targets, first: writtenPool(ofModels), next },
  };
}

function namespaceOf({ name, namespace = name }: WrittenDocument['metadata']): string {
  return namespace;
}

/** The pool in the map of models that the output processor starts with. */
function writtenPool(documents: readonly WrittenDocument[]): Pool {
  const map = documents.flatMap(({ data }) => data?.['models.json'] ?? []).at(0);
  const { models } = JSON.parse(map ?? '{"models":[]}') as { readonly models: readonly Pool[] };
  const [pool] = models;
  if (pool === undefined) throw new Error('the output processor has no map of models in a file');
  return { url: pool.url, keyFile: pool.keyFile };
}
