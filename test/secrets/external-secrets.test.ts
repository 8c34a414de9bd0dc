import { SecretRef } from '../../lib/platform';
import { SecretBackend, SecretProvider } from '../../lib/secrets';
import { type Document } from '../workload/declared';
import { KEY, ofKind, PROMPT, VAULT, written } from './declared';

const oci = SecretProvider.ociVault({ vaultId: VAULT, region: 'eu-zurich-1' });
const only = (documents: readonly Document[], kind: string): Document => {
  const found = ofKind(documents, kind);
  expect(found).toHaveLength(1);
  return found[0];
};

describe('External Secrets', () => {
  it('ask OCI Vault as an account of the zone, never as the node', () => {
    const documents = written(SecretBackend.externalSecrets(oci));
    expect(only(documents, 'SecretStore').spec).toEqual({
      provider: {
        oracle: {
          vault: VAULT,
          region: 'eu-zurich-1',
          principalType: 'Workload',
          serviceAccountRef: { name: 'secret-reader' },
        },
      },
    });
    const [account] = ofKind(documents, 'ServiceAccount').filter(({ metadata }) => metadata.name === 'secret-reader');
    expect(account).toMatchObject({ metadata: { namespace: 'guardrail' }, automountServiceAccountToken: false });
  });

  it('bring each Secret with all keys that are read, under the name that Terraform gives them in the vault', () => {
    const both = [KEY, SecretRef.key('server-hop', 'another'), PROMPT];
    const external = ofKind(written(SecretBackend.externalSecrets(oci), both), 'ExternalSecret');
    expect(external.map(({ metadata, spec }) => [metadata.name, spec.target.name, spec.data])).toEqual([
      [
        'server-hop',
        'server-hop',
        [
          { secretKey: 'another', remoteRef: { key: 'server-hop_another' } },
          { secretKey: 'key', remoteRef: { key: 'server-hop_key' } },
        ],
      ],
      ['server-prompt', 'server-prompt', [{ secretKey: 'Prompt.txt', remoteRef: { key: 'server-prompt_Prompt.txt' } }]],
    ]);
  });

  it('are there before the pods that mount them, and the store before them', () => {
    const wave = (document: Document): number => Number(document.metadata.annotations['argocd.argoproj.io/sync-wave']);
    const documents = written(SecretBackend.externalSecrets(oci));
    const [account, store, external, deployment] = [
      'ServiceAccount',
      'SecretStore',
      'ExternalSecret',
      'Deployment',
    ].map((kind) => wave(ofKind(documents, kind)[0])) as [number, number, number, number];
    expect(account).toBeLessThan(store);
    expect(store).toBeLessThan(external);
    expect(external).toBeLessThan(deployment);
  });

  it('are looked at once an hour, or as often as is asked for within what vaults put up with', () => {
    const interval = (minutes?: number): string =>
      only(written(SecretBackend.externalSecrets(oci, { refreshMinutes: minutes }), [KEY]), 'ExternalSecret').spec
        .refreshInterval;
    expect(interval()).toBe('60m0s');
    expect(interval(15)).toBe('15m0s');
    for (const minutes of [14, 1441, 20.5, Number.NaN]) {
      expect(() => SecretBackend.externalSecrets(oci, { refreshMinutes: minutes })).toThrow(
        `refreshMinutes ${minutes} is not allowed; expected a whole number from 15 to 1440`,
      );
    }
  });

  it('keep what there is when the provider loses it', () => {
    const { target } = only(written(SecretBackend.externalSecrets(oci), [KEY]), 'ExternalSecret').spec;
    expect(target).toMatchObject({ creationPolicy: 'Owner', deletionPolicy: 'Retain' });
  });

  it('come from HashiCorp Vault by a role of the zone', () => {
    const provider = SecretProvider.hashiCorpVault({
      server: 'https://vault.example.com:8200',
      role: 'guardrail',
      pathPrefix: 'assistant',
      caConfigMap: 'vault-ca',
    });
    const documents = written(SecretBackend.externalSecrets(provider), [KEY]);
    expect(only(documents, 'SecretStore').spec.provider.vault).toEqual({
      server: 'https://vault.example.com:8200',
      path: 'secret',
      version: 'v2',
      caProvider: { type: 'ConfigMap', name: 'vault-ca', key: 'ca.crt' },
      auth: {
        kubernetes: { mountPath: 'kubernetes', role: 'guardrail', serviceAccountRef: { name: 'secret-reader' } },
      },
    });
    expect(only(documents, 'ExternalSecret').spec.data).toEqual([
      { secretKey: 'key', remoteRef: { key: 'assistant/server-hop', property: 'key' } },
    ]);
  });

  it('come from another namespace by a Role that names these Secrets and no others', () => {
    const documents = written(SecretBackend.externalSecrets(SecretProvider.kubernetes('vault')));
    const role = only(documents, 'Role');
    expect(role.metadata).toMatchObject({ name: 'secret-reader-of-guardrail', namespace: 'vault' });
    expect(role.rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['server-hop', 'server-prompt'], verbs: ['get'] },
    ]);
    expect(only(documents, 'RoleBinding')).toMatchObject({
      metadata: { namespace: 'vault' },
      roleRef: { kind: 'Role', name: 'secret-reader-of-guardrail' },
      subjects: [{ kind: 'ServiceAccount', name: 'secret-reader', namespace: 'guardrail' }],
    });
  });

  it('are public words from the fake provider, with the reason why that will do', () => {
    const reason = 'a laboratory without any vault';
    const store = only(
      written(SecretBackend.externalSecrets(SecretProvider.dangerouslyFake(reason)), [KEY]),
      'SecretStore',
    );
    expect(store.spec.provider.fake.data).toEqual([{ key: 'server-hop_key', value: 'not-a-secret-server-hop_key' }]);
    expect(store.metadata.annotations['secure-llm.dev/opt-out.secretProvider']).toBe(reason);
    expect(() => SecretProvider.dangerouslyFake('lab')).toThrow('at least 20 characters');
  });

  it.each([
    [
      'a vault that is a key',
      () => SecretProvider.ociVault({ vaultId: VAULT.replace('vault', 'key'), region: 'eu-zurich-1' }),
      'is no vault',
    ],
    ['a region that is none', () => SecretProvider.ociVault({ vaultId: VAULT, region: 'zurich' }), 'region'],
    [
      'a server without TLS',
      () => SecretProvider.hashiCorpVault({ server: 'http://vault', role: 'r' }),
      'expected an https:// address',
    ],
    [
      'a role that is a path to elsewhere',
      () => SecretProvider.hashiCorpVault({ server: 'https://vault', role: '../root' }),
      'role "../root" is not allowed',
    ],
    ['a namespace that is none', () => SecretProvider.kubernetes('No_Namespace'), 'sourceNamespace'],
  ])('refuse %s', (_, declare, message) => {
    expect(declare).toThrow(message);
  });
});
