import {
  type KubernetesPlatformProps,
  KubernetesVersion,
  NetworkPolicyEnforcer,
  NodeOs,
  Platform,
} from '../../lib/platform';

const kubernetes = (props: Partial<KubernetesPlatformProps> = {}): Platform =>
  Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM, ...props });

describe('Platform.kubernetes', () => {
  it('has documented defaults', () => {
    const platform = kubernetes();
    expect(platform.kubernetesVersion).toBe(KubernetesVersion.V1_36);
    expect(platform.nodeOs).toBe(NodeOs.OTHER);
    expect(platform.networkPolicyEnforcer).toBe(NetworkPolicyEnforcer.CILIUM);
    expect(platform.region).toBeUndefined();
    expect(platform.gpuResourceName).toBe('nvidia.com/gpu');
    expect(platform.gpuTaintKey).toBe('nvidia.com/gpu');
    expect(platform.storageClass).toBeUndefined();
    expect(platform.userNamespaces).toBe(true);
    expect(platform.clusterDnsNamespace).toBe('kube-system');
    expect(platform.clusterDnsLabels).toEqual({ 'k8s-app': 'kube-dns' });
    expect(platform.clusterDomain).toBe('cluster.local');
    expect([platform.apiServerCidrs, platform.nodeCidrs, platform.imagePullSecrets]).toEqual([[], [], []]);
    expect(platform.mirrored('quay.io/org/name')).toBe('quay.io/org/name');
  });

  it('gives back what was set', () => {
    const platform = kubernetes({
      kubernetesVersion: '1.34',
      gpuResourceName: 'amd.com/gpu',
      gpuTaintKey: 'amd.com/gpu',
      storageClass: 'fast',
      userNamespaces: false,
      clusterDnsNamespace: 'dns',
      clusterDnsLabels: { app: 'coredns' },
      clusterDomain: 'corp.internal',
      apiServerCidrs: ['10.0.0.10/32', '10.96.0.1/32'],
      nodeCidrs: ['FD00::/64'],
      imagePullSecrets: ['pull'],
      registryMirrors: { 'quay.io': 'registry.example.com' },
    });
    expect(platform.kubernetesVersion).toBe(KubernetesVersion.V1_34);
    expect([platform.gpuResourceName, platform.gpuTaintKey]).toEqual(['amd.com/gpu', 'amd.com/gpu']);
    expect([platform.storageClass, platform.userNamespaces, platform.clusterDomain]).toEqual([
      'fast',
      false,
      'corp.internal',
    ]);
    expect([platform.clusterDnsNamespace, platform.clusterDnsLabels]).toEqual(['dns', { app: 'coredns' }]);
    expect(platform.apiServerCidrs.map(String)).toEqual(['10.0.0.10/32', '10.96.0.1/32']);
    expect(platform.nodeCidrs.map(String)).toEqual(['fd00::/64']);
    expect(platform.imagePullSecrets).toEqual(['pull']);
    expect(platform.mirrored('quay.io/org/name')).toBe('registry.example.com/org/name');
  });

  it('cannot be changed through the collections that it gives out', () => {
    const labels = { app: 'dns' };
    const platform = kubernetes({ clusterDnsLabels: labels, imagePullSecrets: ['pull'], nodeCidrs: ['10.0.0.0/8'] });
    labels.app = 'other';
    platform.imagePullSecrets.push('mine');
    platform.nodeCidrs.pop();
    platform.clusterDnsLabels.app = 'mine';
    expect(platform.imagePullSecrets).toEqual(['pull']);
    expect(platform.nodeCidrs).toHaveLength(1);
    expect(platform.clusterDnsLabels).toEqual({ app: 'dns' });
  });

  it('wants to know what enforces NetworkPolicies', () => {
    const missing = {} as KubernetesPlatformProps;
    expect(() => Platform.kubernetes(missing)).toThrow(
      'networkPolicyEnforcer is missing, expected one of "calico", "cilium", "other"',
    );
    expect(() => kubernetes({ networkPolicyEnforcer: undefined })).toThrow('networkPolicyEnforcer is missing');
    expect(() => kubernetes({ networkPolicyEnforcer: 'flannel' as NetworkPolicyEnforcer })).toThrow(
      'unknown networkPolicyEnforcer "flannel", expected one of "calico", "cilium", "other"',
    );
  });

  it.each<[string, Partial<KubernetesPlatformProps>]>([
    ['unknown kubernetesVersion "1.29", expected one of "1.34", "1.35", "1.36"', { kubernetesVersion: '1.29' }],
    ['unknown nodeOs "windows", expected one of "oracle-linux", "ubuntu", "other"', { nodeOs: 'windows' as NodeOs }],
    ['gpuResourceName "gpu" is not a qualified name', { gpuResourceName: 'gpu' }],
    ['gpuTaintKey "nvidia.com/" is not a qualified name', { gpuTaintKey: 'nvidia.com/' }],
    ['gpuTaintKey "a/b/c" is not a qualified name', { gpuTaintKey: 'a/b/c' }],
    ['storageClass "Fast" is not a DNS-1123 subdomain', { storageClass: 'Fast' }],
    ['storageClass "" is not a DNS-1123 subdomain', { storageClass: '' }],
    ['clusterDnsNamespace "kube.system" is not a DNS-1123 label', { clusterDnsNamespace: 'kube.system' }],
    ['clusterDnsLabels is empty and would select every pod', { clusterDnsLabels: {} }],
    ['clusterDnsLabels has the label "k8s app"', { clusterDnsLabels: { 'k8s app': 'x' } }],
    ['clusterDnsLabels has the label "app": "-x"', { clusterDnsLabels: { app: '-x' } }],
    ['clusterDomain "cluster.local." is not a DNS-1123 subdomain', { clusterDomain: 'cluster.local.' }],
    ['CIDR mask is missing in "10.0.0.1"', { apiServerCidrs: ['10.0.0.1'] }],
    ['nodeCidrs lists "fd00::/64" twice', { nodeCidrs: ['fd00::/64', 'FD00:0::/64'] }],
    ['imagePullSecrets "Pull" is not a DNS-1123 subdomain', { imagePullSecrets: ['Pull'] }],
    ['imagePullSecrets lists "pull" twice', { imagePullSecrets: ['pull', 'pull'] }],
    ['registryMirrors prefix "hub" does not start with a registry host', { registryMirrors: { hub: 'r.example' } }],
  ])('refuses: %s', (message, props) => {
    expect(() => kubernetes(props)).toThrow(message);
  });
});

describe('Platform.oke', () => {
  it('runs Oracle Linux nodes and Calico by default', () => {
    const platform = Platform.oke({ region: 'eu-zurich-1' });
    expect([platform.nodeOs, platform.networkPolicyEnforcer]).toEqual([
      NodeOs.ORACLE_LINUX,
      NetworkPolicyEnforcer.CALICO,
    ]);
    expect([platform.region, platform.kubernetesVersion.toString()]).toEqual(['eu-zurich-1', '1.36']);
  });

  it('takes an explicit undefined as the default', () => {
    const platform = Platform.oke({ region: 'eu-zurich-1', nodeOs: undefined, networkPolicyEnforcer: undefined });
    expect([platform.nodeOs, platform.networkPolicyEnforcer]).toEqual([
      NodeOs.ORACLE_LINUX,
      NetworkPolicyEnforcer.CALICO,
    ]);
  });

  it('lets its defaults be replaced', () => {
    const platform = Platform.oke({
      region: 'eu-zurich-1',
      nodeOs: NodeOs.UBUNTU,
      networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
    });
    expect([platform.nodeOs, platform.networkPolicyEnforcer]).toEqual([NodeOs.UBUNTU, NetworkPolicyEnforcer.CILIUM]);
  });
});

describe('the security module of the nodes', () => {
  it.each([
    [NodeOs.ORACLE_LINUX, 'container_t', undefined],
    [NodeOs.UBUNTU, undefined, 'RuntimeDefault'],
    [NodeOs.OTHER, undefined, undefined],
  ])('on %s is named as SELinux type %s and AppArmor profile %s', (nodeOs, seLinuxType, appArmorProfile) => {
    const platform = kubernetes({ nodeOs });
    expect([platform.seLinuxType, platform.appArmorProfile]).toEqual([seLinuxType, appArmorProfile]);
  });
});
