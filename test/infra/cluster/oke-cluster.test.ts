import { TerraformOutput, type TerraformStack } from 'cdktf';
import { OkeCluster, type OkeClusterProps } from '../../../lib/infra';
import { NETWORK } from '../cluster-in';
import { refusal } from '../refused';
import { accepted, COMPARTMENT, emptyStack, KEY, ofType } from '../synthesized';

const LOG_GROUP = 'ocid1.loggroup.oc1.eu-zurich-1.aaaa';
const SIGNING_KEY = 'ocid1.key.oc1.eu-zurich-1.aaaa.sign';

function clusterWith(props: Partial<OkeClusterProps> = {}): TerraformStack {
  const stack = emptyStack();
  new OkeCluster(stack, 'main', { compartmentId: COMPARTMENT, network: NETWORK, secretsKeyId: KEY, ...props });
  return stack;
}

const clusterOf = (stack: TerraformStack) => ofType(accepted(stack), 'oci_containerengine_cluster')[0];

describe('OkeCluster', () => {
  it('is enhanced, with a private API behind a security group and pods on the network of the VCN', () => {
    expect(clusterOf(clusterWith())).toMatchObject({
      type: 'ENHANCED_CLUSTER',
      kubernetes_version: 'v1.36.1',
      name: 'main',
      endpoint_config: {
        is_public_ip_enabled: false,
        subnet_id: NETWORK.subnetId('controlPlane'),
        nsg_ids: [NETWORK.groupId('control-plane')],
      },
      cluster_pod_network_options: [{ cni_type: 'OCI_VCN_IP_NATIVE' }],
      options: {
        add_ons: { is_kubernetes_dashboard_enabled: false, is_tiller_enabled: false },
        kubernetes_network_config: { services_cidr: '10.96.0.0/16' },
        service_lb_subnet_ids: [NETWORK.subnetId('loadBalancer')],
      },
    });
  });

  it('encrypts its Secrets with the key, after the statement that lets it and that names cluster and key', () => {
    const written = accepted(clusterWith());
    const [policy] = Object.keys(written.resource?.['oci_identity_policy'] ?? {});
    const [cluster] = ofType(written, 'oci_containerengine_cluster');
    expect(cluster.kms_key_id).toBe(KEY);
    expect(cluster.depends_on).toEqual([`oci_identity_policy.${policy}`]);
    expect(ofType(written, 'oci_identity_policy')[0]).toMatchObject({
      provider: 'oci.home',
      statements: [
        `Allow any-user to use keys in compartment id ${COMPARTMENT} where all {request.principal.type = 'cluster', ` +
          `request.principal.compartment.id = '${COMPARTMENT}', target.key.id = '${KEY}'}`,
      ],
    });
  });

  it('lets the plan say so when OKE does not offer the version', () => {
    const [check] = clusterOf(clusterWith({ kubernetesVersion: '1.35' })).lifecycle.precondition;
    expect(check.condition).toMatch(
      /^\$\{contains\(data\.oci_containerengine_cluster_option\.\S+\.kubernetes_versions, "v1\.35\.2"\)\}$/,
    );
    expect(check.error_message).toContain('OKE does not offer Kubernetes 1.35.2 here: it offers ${join(');
  });

  it('does not go by accident, and not for more than an hour when it shall', () => {
    expect(clusterOf(clusterWith()).lifecycle.prevent_destroy).toBe(true);
    const unprotected = clusterOf(clusterWith({ deletionProtection: false }));
    expect(unprotected.lifecycle.prevent_destroy).toBe(false);
    expect(unprotected.timeouts).toEqual({ create: '1h', update: '2h', delete: '1h' });
  });

  it('logs its control plane, in a log group of its own or in the given one', () => {
    const own = accepted(clusterWith());
    expect(ofType(own, 'oci_logging_log_group')).toHaveLength(1);
    const written = accepted(clusterWith({ logGroupId: LOG_GROUP, logRetentionDays: 30 }));
    expect(ofType(written, 'oci_logging_log_group')).toEqual([]);
    expect(ofType(written, 'oci_logging_log')).toMatchObject([
      {
        log_group_id: LOG_GROUP,
        retention_duration: 30,
        configuration: { source: { service: 'oke-k8s-cp-prod', category: 'all-service-logs' } },
      },
    ]);
  });

  it('runs only signed images when it has keys to check them with', () => {
    expect(clusterOf(clusterWith()).image_policy_config.is_policy_enabled).toBe(false);
    expect(clusterOf(clusterWith({ imageSigningKeyIds: [SIGNING_KEY] })).image_policy_config).toEqual({
      is_policy_enabled: true,
      key_details: [{ kms_key_id: SIGNING_KEY }],
    });
    expect(() => clusterWith({ imageSigningKeyIds: Array(6).fill(SIGNING_KEY) as string[] })).toThrow(
      'imageSigningKeyIds has 6 entries; expected at most 5',
    );
  });

  it('knows the users of another identity provider under a prefix', () => {
    const oidc = { issuerUrl: 'https://login.example.com/realm', clientId: 'kubernetes' };
    expect(clusterOf(clusterWith({ oidc })).options.open_id_connect_token_authentication_config).toEqual({
      is_open_id_connect_auth_enabled: true,
      issuer_url: 'https://login.example.com/realm',
      client_id: 'kubernetes',
      username_claim: 'sub',
      username_prefix: 'oidc:',
      groups_claim: 'groups',
      groups_prefix: 'oidc:',
      signing_algorithms: ['RS256'],
    });
    expect(() => clusterWith({ oidc: { ...oidc, issuerUrl: 'http://login.example.com' } })).toThrow(
      'is not an https URL',
    );
    expect(() => clusterWith({ oidc: { ...oidc, groupsPrefix: '' } })).toThrow('could name "system:masters"');
  });

  it('says where its API is without the port', () => {
    const stack = emptyStack();
    const props = { compartmentId: COMPARTMENT, network: NETWORK, secretsKeyId: KEY };
    new TerraformOutput(stack, 'api', { value: new OkeCluster(stack, 'main', props).endpointAddress });
    expect(JSON.stringify(accepted(stack))).toMatch(
      /"\$\{element\(split\(\\":\\", oci_containerengine_cluster\.\S+\.endpoints\[0\]\.private_endpoint\), 0\)\}"/,
    );
  });

  it('refuses Services on the addresses of the VCN before anything is written', () => {
    expect(refusal(clusterWith({ servicesCidr: '10.0.96.0/20' }))).toContain(
      'the network of Kubernetes Services 10.0.96.0/20 overlaps the VCN 10.0.0.0/16',
    );
  });

  it.each([
    ['a version that it does not know', { kubernetesVersion: '1.37' }, 'has no patch'],
    [
      'a key that is none',
      { secretsKeyId: 'ocid1.vault.oc1.eu-zurich-1.a' },
      'is the OCID of a vault; expected that of a key',
    ],
    [
      'two addresses for all Services',
      { servicesCidr: '10.96.0.0/31' },
      'expected an IPv4 network with a mask from /12',
    ],
    ['more Services than the API server counts', { servicesCidr: '11.0.0.0/8' }, 'servicesCidr 11.0.0.0/8 is not'],
    ['Services on IPv6', { servicesCidr: 'fd00::/108' }, 'servicesCidr fd00::/108 is not'],
    ['a name with capitals', { name: 'Main' }, 'cluster name "Main" is not allowed'],
  ])('refuses %s at once', (_, props, message) => {
    expect(() => clusterWith(props)).toThrow(message);
  });

  it('needs a home region, because IAM is written there', () => {
    const stack = emptyStack(false);
    expect(
      () => new OkeCluster(stack, 'main', { compartmentId: COMPARTMENT, network: NETWORK, secretsKeyId: KEY }),
    ).toThrow("which only the tenancy's home region accepts");
  });
});
