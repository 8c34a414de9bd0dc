import fc from 'fast-check';
import {
  Gpu,
  Model,
  NetworkPolicyEnforcer,
  NodeOs,
  Peer,
  Platform,
  RuleSet,
  SecretRef,
  type SecureLlmProps,
  Weights,
} from '../../lib';

/** A DNS label that starts with a letter, as every name of an object may be. */
export const dnsLabel = fc.stringMatching(/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/);
/** A name that stands in file names as it is. */
export const modelName = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,6}){0,2}$/);
const labels = fc.dictionary(dnsLabel, dnsLabel, { minKeys: 1, maxKeys: 3 });

const options = {
  kubernetesVersion: fc.constantFrom('1.34', '1.35', '1.36'),
  nodeOs: fc.constantFrom(...Object.values(NodeOs)),
  networkPolicyEnforcer: fc.constantFrom(...Object.values(NetworkPolicyEnforcer)),
  userNamespaces: fc.boolean(),
  imagePullSecrets: fc.uniqueArray(dnsLabel, { maxLength: 2 }),
  registryMirrors: fc.constantFrom<{ [prefix: string]: string }>(
    {},
    { 'docker.io': 'registry.example.com/hub' },
    { localhost: 'registry.example.com:5000' },
  ),
  clusterDnsLabels: labels,
};

/** Any platform, on OKE or elsewhere. */
export const platform: fc.Arbitrary<Platform> = fc.oneof(
  fc.record(options, { requiredKeys: ['networkPolicyEnforcer'] }).map((props) => Platform.kubernetes(props)),
  fc.record(options, { requiredKeys: [] }).map((props) => Platform.oke({ ...props, region: 'eu-zurich-1' })),
);

const claim = fc.tuple(dnsLabel, dnsLabel).map(([name, file]) => Weights.claim(name, { path: `${file}.gguf` }));
/** Any model of a name. */
export const modelCalled = (name: string): fc.Arbitrary<Model> =>
  fc.oneof(
    fc
      .record({ weights: claim, count: fc.integer({ min: 1, max: 8 }) })
      .map(({ weights, count }) => Model.vllm(name, { weights, gpu: Gpu.nvidia(count) })),
    fc
      .record({ weights: claim, contextTokens: fc.integer({ min: 512, max: 131072 }) })
      .map((props) => Model.llamaCpp(name, props)),
  );

/** One to three models of different names. */
export const models: fc.Arbitrary<Model[]> = fc
  .uniqueArray(modelName, { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map(modelCalled)));

/** One to three callers. */
export const callers: fc.Arbitrary<Peer[]> = fc.array(
  fc.oneof(
    fc.record({ namespace: dnsLabel, labels }).map((props) => Peer.pods(props)),
    fc.constantFrom('10.0.0.0/24', '192.168.7.0/28', 'fd12:3456::/64').map((cidr) => Peer.cidr(cidr)),
  ),
  { minLength: 1, maxLength: 3 },
);

const rules: fc.Arbitrary<RuleSet> = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{4,12}$/), { maxLength: 3 })
  .map((words) => (words.length > 0 ? RuleSet.baseline().blocking('own-words', words) : RuleSet.baseline()));

const secretRef = fc.tuple(dnsLabel, dnsLabel).map(([name, key]) => SecretRef.key(name, key));

/** Any valid description of a whole stack. */
export const stack: fc.Arbitrary<SecureLlmProps> = fc.record(
  { platform, models, rules, systemPrompt: secretRef, callers },
  { requiredKeys: ['platform', 'models', 'callers'] },
);
