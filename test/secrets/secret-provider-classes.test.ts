import { parse } from 'yaml';
import { Testing } from 'cdk8s';
import { SecretBackend, SyncedSecrets } from '../../lib/secrets';
import { EnvVar, HardenedWorkload } from '../../lib/workload';
import { declareZone, REASON, workloadProps } from '../workload/declared';
import { KEY, ofKind, PROMPT, VAULT, written } from './declared';

const csi = (): SecretBackend => SecretBackend.secretsStoreCsi({ vaultId: VAULT });

describe('the CSI driver for secrets', () => {
  it('puts each secret into the pod as a file of the same name, without a Kubernetes Secret', () => {
    const documents = written(csi());
    const [deployment] = ofKind(documents, 'Deployment');
    const { volumes, containers } = deployment.spec.template.spec;
    const classes = ofKind(documents, 'SecretProviderClass').map(({ metadata }) => metadata.name as string);
    expect(volumes.map((volume: { csi?: object }) => volume.csi)).toEqual(
      classes.map((secretProviderClass) => ({
        driver: 'secrets-store.csi.k8s.io',
        readOnly: true,
        volumeAttributes: { secretProviderClass },
      })),
    );
    expect(classes).toEqual([
      expect.stringMatching(/^server-hop-key-[0-9a-f]{8}$/),
      expect.stringMatching(/^server-prompt-prompt-txt-[0-9a-f]{8}$/),
    ]);
    expect(containers[0].volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual([
      '/etc/secrets/0',
      '/etc/secrets/1',
    ]);
    expect(ofKind(documents, 'Secret')).toEqual([]);
  });

  it('asks the vault as the account of the pod, for the current value of that one secret', () => {
    const [first] = ofKind(written(csi(), [PROMPT]), 'SecretProviderClass');
    const { secrets, ...parameters } = first.spec.parameters;
    expect(first.spec.provider).toBe('oci');
    expect(parameters).toEqual({ authType: 'workload', vaultId: VAULT });
    expect(parse(secrets)).toEqual([{ name: 'server-prompt_Prompt.txt', stage: 'CURRENT', fileName: 'Prompt.txt' }]);
  });

  it('refuses a secret in the environment, which it cannot bring', () => {
    const zone = declareZone();
    const env = [EnvVar.dangerouslyFromSecret('LICENSE_BLOB', KEY, REASON)];
    new HardenedWorkload(zone, 'server', workloadProps({ env }));
    new SyncedSecrets(zone, 'Secrets', { backend: csi() });
    expect(() => Testing.synth(zone)).toThrow(
      'secret server-hop/key stands in the environment of a workload of zone guardrail, but the CSI driver makes files only',
    );
  });

  it('refuses a vault that is none', () => {
    expect(() => SecretBackend.secretsStoreCsi({ vaultId: 'vault' })).toThrow(
      'vaultId is no vault (what it is instead',
    );
  });
});
