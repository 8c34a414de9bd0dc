import { ApiObject, type App, Chart, JsonPatch, Size } from 'cdk8s';
import {
  AdmissionPolicies,
  ConfigFile,
  EnvVar,
  Gpu,
  ImageRef,
  ImagesLock,
  InferenceServer,
  Model,
  Mount,
  NetworkPolicyEnforcer,
  Peer,
  Platform,
  PlatformOutputs,
  Port,
  Probe,
  RuleSet,
  SecretBackend,
  SecretProvider,
  SecretRef,
  SecureLlm,
  type SecureLlmProps,
  SyncedSecrets,
  Toleration,
  TrustZone,
  Weights,
} from '../../lib';
import { declareWorkload, waive, WAIVER } from '../workload/declared';
import { Waiver } from '../../lib/workload';

/** Somewhere in a program that a text can be put. */
export interface Channel {
  readonly name: string;
  readonly put: (app: App, text: string) => void;
}

const channel = (name: string, put: Channel['put']): Channel => ({ name, put });
const platform = (props: object = {}): Platform =>
  Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM, ...props });
const zone = (app: App, props: object = {}): TrustZone =>
  new TrustZone(app, 'zone', { platform: platform(), ...props });
const workload = (name: string, props: (text: string) => Parameters<typeof declareWorkload>[2]): Channel =>
  channel(`HardenedWorkload ${name}`, (app, text) => void declareWorkload(zone(app), 'server', props(text)));
const KEY = SecretRef.key('server', 'key');

const llama = (text?: object): Model =>
  Model.llamaCpp('llama', { weights: Weights.claim('weights', { path: 'a.gguf' }), ...text });
const stack = (name: string, props: (text: string) => Partial<SecureLlmProps>): Channel =>
  channel(`SecureLlm ${name}`, (app, text) => {
    new SecureLlm(app, 'assistant', {
      platform: platform(),
      models: [llama()],
      callers: [Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } })],
      ...props(text),
    });
  });
const synced = (name: string, backend: (text: string) => SecretBackend): Channel =>
  channel(name, (app, text) => {
    const own = zone(app);
    declareWorkload(own, 'server', { mounts: [Mount.secretFile(KEY, '/etc/secrets')] });
    new SyncedSecrets(own, 'Secrets', { backend: backend(text) });
  });

/** What a program in JavaScript, or one that silences the compiler, can put where a reference is expected. */
const misused = (text: string): SecretRef => text as unknown as SecretRef;
/** The same with the shape of a reference. */
const forged = (text: string): SecretRef => ({ secretName: text, key: text }) as SecretRef;
const VAULT = 'ocid1.vault.oc1.eu-zurich-1.aaaa.bbbb';

/**
 * Where a value stands by mistake, because a secret, an identifier or the address of something with a password belongs there. No
 * text that is refused there is repeated, whatever it looks like.
 */
export const CONFIDENTIAL: readonly Channel[] = [
  channel('SecretRef.key name', (_, text) => SecretRef.key(`${text}!`, 'key')),
  channel('SecretRef.key key', (_, text) => SecretRef.key('server', `${text}!`)),
  ...[misused, forged].flatMap((reference) => [
    workload(`secret file (${reference.name})`, (text) => ({
      mounts: [Mount.secretFile(reference(text), '/etc/secrets')],
    })),
    workload(`secret in the environment (${reference.name})`, (text) => ({
      env: [EnvVar.dangerouslyFromSecret('API_KEY', reference(text), WAIVER.reason)],
    })),
    stack(`system prompt (${reference.name})`, (text) => ({ systemPrompt: reference(text) })),
    stack(`audit key (${reference.name})`, (text) => ({ guardrail: { auditKey: reference(text) } })),
    synced(`SecretBackend.existing (${reference.name})`, (text) => SecretBackend.existing(reference(text))),
    channel(`key of a model server (${reference.name})`, (app, text) => {
      new InferenceServer(zone(app), 'server', { model: llama(), apiKey: reference(text) });
    }),
    channel(`key of an external endpoint (${reference.name})`, (app, text) => {
      const models = ['llama'];
      const endpoint = {
        url: 'http://llama.kserve.svc:8080',
        peer: Peer.cidr('10.1.0.0/24'),
        models,
        apiKey: reference(text),
      };
      const external = InferenceServer.external(new Chart(app, 'external'), 'llama', endpoint);
      stack('', () => ({ models: [], endpoints: [external] })).put(app, text);
    }),
  ]),
  workload('literal of a variable that is called like a credential', (text) => ({
    env: [EnvVar.value('DB_PASSWORD', text)],
  })),
  workload('name and value of a variable in one', (text) => ({ env: [EnvVar.value(`DB_PASSWORD=${text}`, '')] })),
  stack('argument of the model server that is the library’s', (text) => ({
    models: [llama({ extraArguments: [`--api-key=${text}`] })],
  })),
  channel('value of a Secret of one’s own', (app, text) => {
    const { namespace } = zone(app);
    const own = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own', namespace }, stringData: { key: text } };
    new ApiObject(new Chart(app, 'own'), 'secret', own);
  }),
  channel('encoded value of a Secret of one’s own', (app, text) => {
    const { namespace } = zone(app);
    const data = { key: Buffer.from(text).toString('base64') };
    new ApiObject(new Chart(app, 'own'), 'secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'own', namespace },
      data,
    });
  }),
  synced('SecretProvider.ociVault vaultId', (text) =>
    SecretBackend.externalSecrets(SecretProvider.ociVault({ vaultId: text, region: 'eu-zurich-1' })),
  ),
  synced('SecretBackend.secretsStoreCsi vaultId', (text) => SecretBackend.secretsStoreCsi({ vaultId: text })),
  synced('SecretProvider.hashiCorpVault server, as its user', (text) =>
    SecretBackend.externalSecrets(
      SecretProvider.hashiCorpVault({ server: `https://root:${text}@vault.example.com`, role: 'a' }),
    ),
  ),
  stack('registryMirrors target, as its user', (text) => ({
    platform: platform({ registryMirrors: { 'docker.io': `robot:${text}@registry.example.com/hub` } }),
  })),
  channel('ImageRef.of, as the user of the registry', (_, text) =>
    ImageRef.of(`robot:${text}@registry.example.com/a/b:1.2.3`),
  ),
  channel('URL of an external endpoint, as its user', (app, text) => {
    const props = {
      url: `http://me:${text}@llama.kserve.svc:8080`,
      peer: Peer.cidr('10.1.0.0/24'),
      models: ['a'],
      apiKey: KEY,
    };
    InferenceServer.external(new Chart(app, 'external'), 'llama', props);
  }),
  ...Object.entries({
    'text that is no JSON': (text: string) => text,
    'JSON that is cut off': (text: string) => `{"region":{"value":"${text}`,
    'output of another kind': (text: string) =>
      JSON.stringify({ region: { value: text }, vault_id: { value: [text] } }),
    'output that nobody asked for': (text: string) =>
      JSON.stringify({ admin_password: { sensitive: true, value: text } }),
  }).map(([name, json]) =>
    channel(`PlatformOutputs: ${name}`, (_, text) => PlatformOutputs.fromJson(json(text), 'outputs.json')),
  ),
  ...Object.entries({
    'text that is no JSON': (text: string) => text,
    'JSON that is cut off': (text: string) => `{"format":1,"images":{"${text}`,
    digest: (text: string) => JSON.stringify({ format: 1, images: { 'docker.io/library/nginx:1.27.0': text } }),
  }).map(([name, json]) =>
    channel(`images.lock.json: ${name}`, (_, text) => ImagesLock.parse(json(text), 'images.lock.json')),
  ),
];

/**
 * Everywhere else that the API takes a text or a name: what stands there is meant to be read, and goes into YAML. A text that has
 * the form of a credential is refused all the same.
 */
export const PUBLIC: readonly Channel[] = [
  workload('command', (text) => ({ command: ['serve', `--token=${text}`] })),
  workload('args', (text) => ({ args: [text] })),
  workload('env value', (text) => ({ env: [EnvVar.value('ENDPOINT', text)] })),
  workload('env from a field', (text) => ({ env: [EnvVar.fromPodField('FIELD', text)] })),
  workload('env from an annotation', (text) => ({ env: [EnvVar.fromAnnotation('NOTE', text)] })),
  workload('podAnnotations', (text) => ({ podAnnotations: { 'example.com/note': text } })),
  workload('podAnnotations key', (text) => ({ podAnnotations: { [text]: 'note' } })),
  workload('nodeSelector', (text) => ({ nodeSelector: { 'example.com/pool': text } })),
  workload('tolerations', (text) => ({ tolerations: [Toleration.noScheduleValue('example.com/pool', text)] })),
  workload('priorityClassName', (text) => ({ priorityClassName: text })),
  workload('runtimeClassName', (text) => ({ runtimeClassName: text })),
  workload('name', (text) => ({ name: text })),
  workload('image', (text) => ({ image: ImageRef.of(`registry.example/team/${text}:1.2.3`) })),
  workload('tag of the image', (text) => ({ image: ImageRef.of(`registry.example/team/server:${text}`) })),
  workload('name of a port', (text) => ({ ports: [Port.tcp(8000, text), Port.tcp(9090, 'metrics')] })),
  workload('path of a probe', (text) => ({ startupProbe: Probe.http({ path: `/ready?token=${text}`, port: 9090 }) })),
  workload('command of a probe', (text) => ({ startupProbe: Probe.command({ command: ['probe', text] }) })),
  workload('path of scratch space', (text) => ({ mounts: [Mount.scratch(`/tmp/${text}`, Size.mebibytes(1))] })),
  workload('name of a claim', (text) => ({ mounts: [Mount.claim(text, '/data')] })),
  workload('folder of a claim', (text) => ({ mounts: [Mount.claim('data', '/data', { subPath: text })] })),
  workload('reason of an opt-out', (text) => ({ dangerouslyWritableRootFilesystem: `it needs ${text} to run at all` })),
  workload('arguments of an init container', (text) => ({
    initContainers: [{ name: 'first', args: [text] }],
  })),
  channel('content of a configuration file', (app, text) => {
    const own = zone(app);
    const file = new ConfigFile(own, 'settings', { fileName: 'settings.ini', text: `[db]\npassword = ${text}\n` });
    declareWorkload(own, 'server', { mounts: [Mount.configFile(file, '/etc/settings.ini')] });
  }),
  channel(
    'name of a configuration file',
    (app, text) => new ConfigFile(zone(app), 'settings', { fileName: text, text: '' }),
  ),
  channel('patch of a workload', (app, text) => {
    const patch = JsonPatch.add('/metadata/annotations', { 'example.com/note': text });
    declareWorkload(zone(app)).patch(patch);
  }),
  channel('label of a peer', (app, text) => {
    declareWorkload(zone(app)).connections.allowFrom(Peer.pods({ namespace: 'shop', labels: { app: text } }));
  }),
  channel('namespace of a peer', (app, text) => {
    declareWorkload(zone(app)).connections.allowFrom(Peer.pods({ namespace: text, labels: { app: 'a' } }));
  }),
  channel('network of a peer', (app, text) => declareWorkload(zone(app)).connections.allowFrom(Peer.cidr(text))),
  ...(['reason', 'evidence', 'owner', 'expires'] as const).map((field) =>
    channel(`${field} of a waiver`, (app, text) => {
      const server = declareWorkload(zone(app), 'server', { dangerouslyWritableRootFilesystem: WAIVER.reason });
      Waiver.of(server).add({ rule: 'read-only-root', ...WAIVER, [field]: `${WAIVER[field]} ${text}` });
    }),
  ),
  channel('rule of a waiver', (app, text) => waive(declareWorkload(zone(app)), text)),
  channel('TrustZone namespace', (app, text) => void declareWorkload(zone(app, { namespace: text }))),
  channel(
    'TrustZone maxDevices',
    (app, text) => void declareWorkload(zone(app, { maxDevices: { [`example.com/${text}`]: 1 } })),
  ),
  ...(['imagePullSecrets', 'apiServerCidrs', 'nodeCidrs'] as const).map((field) =>
    stack(`platform ${field}`, (text) => ({ platform: platform({ [field]: [text] }) })),
  ),
  ...(['storageClass', 'gpuResourceName', 'gpuTaintKey', 'clusterDomain', 'clusterDnsNamespace'] as const).map(
    (field) =>
      stack(`platform ${field}`, (text) => ({
        models: [Model.vllm('llama', { weights: Weights.claim('weights'), gpu: Gpu.nvidia(1) })],
        platform: platform({ [field]: text }),
      })),
  ),
  stack('platform clusterDnsLabels', (text) => ({ platform: platform({ clusterDnsLabels: { app: text } }) })),
  stack('platform registryMirrors', (text) => ({
    platform: platform({ registryMirrors: { localhost: `registry.example/${text}` } }),
  })),
  stack('platform region', (text) => ({ platform: Platform.oke({ region: text }) })),
  stack('name of a model', (text) => ({
    models: [Model.llamaCpp(text, { weights: Weights.claim('weights', { path: 'a.gguf' }) })],
  })),
  stack('claim of weights', (text) => ({
    models: [Model.llamaCpp('llama', { weights: Weights.claim(text, { path: 'a.gguf' }) })],
  })),
  stack('file of weights', (text) => ({
    models: [Model.llamaCpp('llama', { weights: Weights.claim('weights', { path: text }) })],
  })),
  stack('argument of a model server', (text) => ({ models: [llama({ extraArguments: [`--note=${text}`] })] })),
  stack('namespacePrefix', (text) => ({ namespacePrefix: text })),
  stack('family of rules', (text) => ({ rules: RuleSet.baseline().blocking(text, ['a\\s+b']) })),
  stack('reason of a tier’s opt-out', (text) => ({
    outputProcessor: { dangerouslySkipInputRails: `because of ${text} we have to` },
  })),
  ...(['deployers', 'controllers', 'registries', 'warnOnly', 'secretOperators'] as const).map((field) =>
    channel(`AdmissionPolicies ${field}`, (app, text) => {
      declareWorkload(zone(app));
      new AdmissionPolicies(app, 'policies', { [field]: [field === 'registries' ? `${text}/` : `user ${text}`] });
    }),
  ),
  ...(['role', 'mountPath', 'authMountPath', 'pathPrefix', 'caConfigMap'] as const).map((field) =>
    synced(`SecretProvider.hashiCorpVault ${field}`, (text) =>
      SecretBackend.externalSecrets(
        SecretProvider.hashiCorpVault({ server: 'https://vault.example.com', role: 'reader', [field]: text }),
      ),
    ),
  ),
  synced('SecretProvider.ociVault region', (text) =>
    SecretBackend.externalSecrets(SecretProvider.ociVault({ vaultId: VAULT, region: text, allowUnknownRegion: true })),
  ),
  synced('SecretProvider.kubernetes namespace', (text) =>
    SecretBackend.externalSecrets(SecretProvider.kubernetes(text)),
  ),
  synced('SecretProvider.dangerouslyFake reason', (text) =>
    SecretBackend.externalSecrets(SecretProvider.dangerouslyFake(`it stands in for ${text} in a lab`)),
  ),
  channel('SecretRef name', (app, text) => {
    declareWorkload(zone(app), 'server', { mounts: [Mount.secretFile(SecretRef.key(text, 'key'), '/etc/secrets')] });
  }),
  channel('SecretRef key', (app, text) => {
    declareWorkload(zone(app), 'server', { mounts: [Mount.secretFile(SecretRef.key('server', text), '/etc/secrets')] });
  }),
  channel('image of images.lock.json', (_, text) =>
    ImagesLock.parse(JSON.stringify({ format: 1, images: { [text]: 'x' } }), text),
  ),
  ...Object.entries({
    'annotation of an object': (text: string) => ({ metadata: { name: 'own', annotations: { note: text } } }),
    'key of an object': (text: string) => ({ metadata: { name: 'own' }, data: { [text]: 'x' } }),
    'content of an object, encoded': (text: string) => ({
      metadata: { name: 'own' },
      data: { own: Buffer.from(text).toString('base64') },
    }),
  }).map(([name, rest]) =>
    channel(`${name} of one’s own`, (app, text) => {
      declareWorkload(zone(app));
      new ApiObject(new Chart(app, 'own'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', ...rest(text) });
    }),
  ),
];
