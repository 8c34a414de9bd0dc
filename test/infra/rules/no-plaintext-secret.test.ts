import { noPlaintextSecret } from '../../../lib/infra/rules/no-plaintext-secret';
import { saidBy, stackOf } from './document';

const PASSWORD = 'correct-horse-battery';
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----';

describe('the rule no-plaintext-secret', () => {
  it('passes references, names and what the vault makes up', () => {
    const document = stackOf({
      oci_vault_secret: {
        key: { enable_auto_generation: true, secret_name: 'assistant_key', secret_generation_context: {} },
      },
      oci_containerengine_node_pool: {
        gpu: { ssh_public_key: 'ssh-ed25519 AAAA', node_metadata: { user_data: 'IyEv' } },
      },
      oci_core_vcn: { main: { '//': { metadata: { token: 'x' } }, display_name: 'token', freeform_tags: {} } },
    });
    expect(saidBy(noPlaintextSecret, document)).toEqual([]);
  });

  it.each([
    ['a password', { oci_mysql_mysql_db_system: { db: { admin_password: PASSWORD } } }],
    ['a password that a variable brings', { oci_mysql_mysql_db_system: { db: { admin_password: '${var.password}' } } }],
    ['the content of a secret', { oci_vault_secret: { key: { secret_content: { content: PASSWORD } } } }],
    [
      'a secret deep inside',
      {
        oci_kms_vault: { v: { external_key_manager_metadata: [{ oauth_metadata: { client_app_secret: PASSWORD } }] } },
      },
    ],
    ['a private key anywhere', { oci_core_instance: { vm: { metadata: { note: PEM } } } }],
    [
      'a private key in encoded cloud-init',
      { oci_core_instance: { vm: { metadata: { user_data: Buffer.from(PEM).toString('base64') } } } },
    ],
    ['a token in a list', { oci_identity_policy: { p: { statements: [`x hf_${'a'.repeat(34)}`] } } }],
    [
      'a token in the words of a waiver',
      { oci_core_vcn: { v: { '//': { waivers: { r: { reason: `see hf_${'a'.repeat(34)}` } } } } } },
    ],
    ['a private key as the key of a tag', { oci_core_vcn: { v: { freeform_tags: { [PEM]: 'x' } } } }],
    [
      'a password among the settings of an add-on',
      { oci_containerengine_addon: { a: { configurations: [{ key: 'admin_password', value: PASSWORD }] } } },
    ],
    ['a password in a URL', { oci_core_instance: { vm: { metadata: { proxy: `http://me:${PASSWORD}@proxy` } } } }],
  ])('finds %s, and does not repeat it', (_, resources) => {
    const said = saidBy(noPlaintextSecret, stackOf(resources));
    expect(said).toHaveLength(1);
    expect(said.join()).not.toContain(PASSWORD);
    expect(said.join()).not.toContain('MIIE');
  });

  it.each([
    ['a provider', { provider: { oci: [{ private_key: PEM }] } }],
    ['a variable', { variable: { hop: { default: `sk-${'a'.repeat(30)}` } } }],
    ['an output', { output: { kubeconfig: { value: PEM } } }],
    ['a backend', { terraform: { backend: { http: { address: 'https://state.example', password: PASSWORD } } } }],
    ['a local', { locals: { api_token: PASSWORD } }],
  ])('looks into %s too', (_, rest) => {
    expect(saidBy(noPlaintextSecret, stackOf({}, rest))).toHaveLength(1);
  });
});
