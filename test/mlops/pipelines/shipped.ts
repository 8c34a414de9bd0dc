import { App, Duration } from 'cdk8s';
import {
  type BuildkitBuildProps,
  ContainerBuild,
  GitRepository,
  type GitRepositoryProps,
  GitRuleSetReleasePipeline,
  ModelReleasePipeline,
  type ModelReleasePipelineProps,
  NetworkPolicyEnforcer,
  Peer,
  Platform,
  RuleSetRelease,
  RuleSetReleasePipeline,
  type RuleSetReleasePipelineProps,
  SecretRef,
  TrainAndValidatePipeline,
  type TrainAndValidatePipelineProps,
  TrustZone,
} from '../../../lib';
import { declareWorkload } from '../../workload/declared';

export const TARGETS = JSON.stringify([{ namespace: 'assistant-output', deployment: 'output-processor' }]);

const watched = { targets: TARGETS, canaryUrl: 'http://guardrail.assistant-guardrail.svc:8000', canaryModel: 'llama' };

function zone(): TrustZone {
  const platform = Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO });
  return new TrustZone(new App(), 'pipelines', { platform });
}

export function trainAndValidate(props: Partial<TrainAndValidatePipelineProps> = {}): TrainAndValidatePipeline {
  return new TrainAndValidatePipeline(zone(), 'train-and-validate', {
    dataClaim: 'examples',
    baseModelClaim: 'base-model',
    minimumAccuracy: 0.8,
    modelName: 'triage',
    sourceUri: 's3://models/triage',
    trackingUrl: 'http://mlflow.pipelines.svc:5000',
    trackingSecret: 'mlflow-pipelines',
    ...props,
  });
}

export function ruleSetRelease(props: Partial<RuleSetReleasePipelineProps> = {}): RuleSetReleasePipeline {
  return new RuleSetReleasePipeline(zone(), 'rule-set-release', {
    ...watched,
    flaggedClaim: 'flagged',
    sealingKey: SecretRef.key('sealing-key', 'private.pem'),
    suitesClaim: 'suites',
    ...props,
  });
}

export function modelRelease(props: Partial<ModelReleasePipelineProps> = {}): ModelReleasePipeline {
  return new ModelReleasePipeline(zone(), 'model-release', {
    ...watched,
    modelClaim: 'candidate',
    signingKey: SecretRef.key('model-signing-key', 'public.pem'),
    servedModel: 'llama',
    poolUrl: 'http://llama-next.inference.svc:8000',
    ...props,
  });
}

export function containerBuild(props: Partial<BuildkitBuildProps> = {}): ContainerBuild {
  return ContainerBuild.buildkit({
    daemonUrl: 'tcp://buildkitd.builders.svc:1234',
    clientCertificateSecret: 'buildkit-client',
    repository: 'registry.example.com/models/assistant',
    registryCredentials: SecretRef.key('model-registry', 'config.json'),
    ...props,
  });
}

export function gitRuleSetRelease(props: Partial<GitRepositoryProps> = {}): GitRuleSetReleasePipeline {
  const pipelines = zone();
  const repository = GitRepository.ssh({
    url: 'ssh://git@git.example:2222/team/deploy.git',
    host: Peer.cidr('192.0.2.10/32', { reachedByName: true }),
    deployKey: SecretRef.key('git', 'deploy-key'),
    knownHosts: SecretRef.key('git', 'known-hosts'),
    ...props,
  });
  return new GitRuleSetReleasePipeline(pipelines, 'rule-set-release', {
    release: RuleSetRelease.viaGit(declareWorkload(pipelines, 'runs'), repository),
    flaggedClaim: 'flagged',
    sealingKey: SecretRef.key('sealing-key', 'private.pem'),
    suitesClaim: 'suites',
  });
}

/** With every optional argument, too. */
export const everyVariant = {
  'train-and-validate': () => trainAndValidate(),
  'rule-set-release': () => ruleSetRelease(),
  'rule-set-release with a caller key and without approval': () =>
    ruleSetRelease({
      canaryKey: SecretRef.key('caller', 'key'),
      watch: Duration.minutes(1),
      dangerouslyWithoutApproval: 'a lab on one laptop has nobody to ask',
    }),
  'rule-set-release by Git': () => gitRuleSetRelease(),
  'rule-set-release by Git with known hosts of their own': () =>
    gitRuleSetRelease({ knownHosts: SecretRef.key('hosts', 'known_hosts') }),
  'model-release': () => modelRelease(),
  'model-release with a pool key': () => modelRelease({ poolKeyFile: '/etc/secure-llm/secrets/upstream-key-next/key' }),
  'model-release with an image': () => modelRelease({ build: containerBuild() }),
};
