import { Testing } from 'cdk8s';
import { SecretBackend, SecretProvider, SecretRef, SyncedSecrets } from '../../../../lib';
import { writtenExample } from '../../api-server/written-examples';
import { until } from '../../assurance/until';
import { type Cluster } from '../../cluster/cluster';
import { baseImage } from '../../cluster/images/base-image';
import { type KubernetesObject } from '../../cluster/kubectl';
import { warningsAbout } from '../../stack/warnings';
import { applyExternalSecretsDefinitions, installExternalSecrets } from '../external-secrets';
import { documentsOf, IMAGE, pathOf, readerZone, VAULT_NAMESPACE } from '../reader-program';

const KEY = SecretRef.key('reader-hop', 'key');
const MISSING = SecretRef.key('reader-nowhere', 'key');
const READY = 'Ready=True SecretSynced';
const REFUSED = 'Ready=False SecretSyncedError';

interface Pod extends KubernetesObject {
  readonly metadata: KubernetesObject['metadata'] & { readonly uid: string };
  readonly status: { readonly containerStatuses?: readonly { readonly restartCount: number }[] };
}

/** The operator takes secrets from a namespace that stands in for a vault: the reference in the program is the same. */
export function secretsSuite(running: () => Cluster): void {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = running();
    await cluster.load(await baseImage(), IMAGE);
    await installExternalSecrets(cluster);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: VAULT_NAMESPACE } };
    await cluster.kubectl.apply([namespace, vaultSecret('first')]);
    await cluster.kubectl.apply(documentsOf('reader', KEY));
    await cluster.kubectl.rollout('reader', 'reader');
  }, 600_000);

  const vaultSecret = (value: string): object => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: KEY.secretName, namespace: VAULT_NAMESPACE },
    stringData: { [KEY.key]: value, unused: 'nobody asked for this key' },
  });

  const readerPod = async (namespace: string): Promise<Pod> => {
    const [pod, ...others] = await cluster.kubectl.list<Pod>('pods', '-n', namespace);
    if (pod === undefined || others.length > 0) throw new Error(`expected one pod, found ${others.length + 1}`);
    return pod;
  };

  const read = (pod: Pod): Promise<string> =>
    cluster.kubectl.run(['-n', 'reader', 'exec', pod.metadata.name, '--', 'cat', pathOf(KEY)]);

  /** What the operator says of an object of its own. */
  const condition = (namespace: string, kind: string, name: string): Promise<string> => {
    const path = '-o=jsonpath={range .status.conditions[*]}{.type}={.status} {.reason}{end}';
    return cluster.kubectl.run(['-n', namespace, 'get', kind, name, path]);
  };

  const eventually = async (namespace: string, name: string, wanted: string): Promise<void> => {
    const ask = (): Promise<string> => condition(namespace, 'externalsecret', name);
    expect(await until(ask, (said) => said === wanted, 90)).toBe(wanted);
  };

  test('reach the pod as a file, with the keys that are read and no others', async () => {
    await expect(read(await readerPod('reader'))).resolves.toBe('first');
    const { data } = await cluster.kubectl.get<{ data: object }>('secret', KEY.secretName, '-n', 'reader');
    expect(Object.keys(data)).toEqual([KEY.key]);
    await eventually('reader', KEY.secretName, READY);
  });

  test('change in the running pod when they are rotated, without a restart', async () => {
    const before = await readerPod('reader');
    await cluster.kubectl.apply([vaultSecret('second')]);
    const sync = ['annotate', 'externalsecret', KEY.secretName, `force-sync=${Date.now()}`, '--overwrite'];
    await cluster.kubectl.run(['-n', 'reader', ...sync]);
    // the kubelet may take a minute or two
    const value = await until(
      () => read(before),
      (each) => each === 'second',
      180,
    );
    expect(value).toBe('second');
    const after = await readerPod('reader');
    expect(after.metadata.uid).toBe(before.metadata.uid);
    expect(after.status.containerStatuses?.map(({ restartCount }) => restartCount)).toEqual([0]);
  }, 240_000);

  test('keep the pod from starting while they are missing, and the events say which', async () => {
    await cluster.kubectl.apply(documentsOf('forgetful', MISSING));
    await eventually('forgetful', MISSING.secretName, REFUSED);
    const warnings = await until(
      async () => {
        const [pod] = await cluster.kubectl.list<Pod>('pods', '-n', 'forgetful');
        return pod === undefined ? '' : await warningsAbout(cluster.kubectl, 'forgetful', pod.metadata.name);
      },
      (text) => text.includes('FailedMount'),
      90,
    );
    expect(warnings).toContain(`FailedMount: MountVolume.SetUp failed for volume "secret-reader-nowhere-key`);
    expect(warnings).toContain(`secret "${MISSING.secretName}" not found`);
    const selector = `involvedObject.kind=ExternalSecret,involvedObject.name=${MISSING.secretName}`;
    const events = await cluster.kubectl.run(['-n', 'forgetful', 'get', 'events', '--field-selector', selector]);
    expect(events).toContain('UpdateFailed');
    expect(events).toContain(MISSING.secretName);
  }, 240_000);

  describe('are refused to another namespace', () => {
    /** All that a zone has, but for the grant in the vault's namespace, which only the owner of that namespace can give. */
    const ungranted = (id: string): KubernetesObject[] =>
      (documentsOf(id, KEY) as KubernetesObject[]).filter(({ kind }) => !kind.startsWith('Role'));

    const expectRefusal = async (namespace: string, documents: readonly object[]): Promise<void> => {
      await cluster.kubectl.apply(documents);
      await eventually(namespace, KEY.secretName, REFUSED);
      expect(await condition(namespace, 'secretstore', 'secrets')).toMatch(/^Ready=False /);
      expect(await cluster.kubectl.list<KubernetesObject>('secrets', '-n', namespace)).toEqual([]);
    };

    test('which asks as its own account', () => expectRefusal('thief', ungranted('thief')), 240_000);

    test('which names the account of the first one in its store', () => {
      const text = JSON.stringify(ungranted('impostor'));
      const named = text.replace('"auth":{"serviceAccount":{', '$&"namespace":"reader",');
      expect(named).not.toBe(text);
      return expectRefusal('impostor', JSON.parse(named) as object[]);
    }, 240_000);

    test.each([
      ['thief', KEY.secretName, 'no'],
      ['reader', KEY.secretName, 'yes'],
      ['reader', 'something-else', 'no'],
    ])('as the API server says when the account of %s wants %s: %s', async (namespace, name, answer) => {
      const account = `system:serviceaccount:${namespace}:secret-reader`;
      const question = ['auth', 'can-i', 'get', `secret/${name}`, '-n', VAULT_NAMESPACE, '--as', account];
      expect((await cluster.kubectl.attempt(question)).stdout.trim()).toBe(answer);
    });
  });

  test('are asked for by the example in documents that the cluster accepts as they are written', async () => {
    const { zoneFiles, documents } = writtenExample('synced-secrets');
    const namespaces = documents.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    try {
      const files = zoneFiles.flatMap((file) => ['-f', file]);
      const applied = await cluster.kubectl.run(['apply', '--server-side', '--validate=strict', ...files]);
      expect(applied.trim().split('\n')).toHaveLength(documents.length);
    } finally {
      await cluster.kubectl.run(['delete', 'namespace', '--wait=false', ...namespaces]);
    }
  }, 120_000);

  describe("are asked for in documents that the operator's definitions accept", () => {
    beforeAll(() => applyExternalSecretsDefinitions(cluster));

    test.each([
      [
        'OCI Vault',
        SecretProvider.ociVault({
          vaultId: 'ocid1.vault.oc1.eu-zurich-1.bzexample.abtheljrexample',
          region: 'eu-zurich-1',
        }),
      ],
      [
        'HashiCorp Vault',
        SecretProvider.hashiCorpVault({
          server: 'https://vault.example.com',
          role: 'reader',
          pathPrefix: 'prod',
          caConfigMap: 'vault-ca',
        }),
      ],
      ['another namespace', SecretProvider.kubernetes(VAULT_NAMESPACE)],
      ['the fake provider', SecretProvider.dangerouslyFake('only its form is looked at here')],
    ])('from %s', async (_, provider) => {
      const zone = readerZone(Testing.app(), 'reader', KEY);
      new SyncedSecrets(zone, 'Secrets', { backend: SecretBackend.externalSecrets(provider) });
      const kinds = ['SecretStore', 'ExternalSecret'];
      const documents = (Testing.synth(zone) as KubernetesObject[]).filter(({ kind }) => kinds.includes(kind));
      const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: documents });
      const args = ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '-f', '-'];
      const accepted = await cluster.kubectl.run(args, { input });
      for (const kind of ['secretstore', 'externalsecret']) expect(accepted).toContain(`${kind}.external-secrets.io/`);
      // the check can fail: at a provider that is misspelt, and at a field that is missing
      const misspelt = input.replace(/"provider":\{"(\w+)":/, '"provider":{"$1s":');
      await expect(cluster.kubectl.run(args, { input: misspelt })).rejects.toThrow(/unknown field|strict decoding/);
      const headless = input.replace(/"remoteRef":\{"key":"[^"]+"/, '"remoteRef":{"version":"1"');
      await expect(cluster.kubectl.run(args, { input: headless })).rejects.toThrow(/missing required field "key"/);
    });
  });
}
