import { Chart, Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { ConfigFile, HardenedWorkload, ImagePullPolicy, Severity, TrustZone } from '../../lib/workload';
import {
  declareWorkload,
  declareZone,
  documents,
  kubernetes,
  named,
  ofKind,
  podOf,
  REASON,
  workloadProps,
} from './declared';

const RESTRICTED = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'v1.36',
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/audit-version': 'v1.36',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/warn-version': 'v1.36',
};

describe('a trust zone', () => {
  it('is a namespace that enforces Pod Security restricted at the version of the platform', () => {
    const [namespace] = ofKind(declareZone(), 'Namespace');
    expect(namespace.metadata).toMatchObject({
      name: 'guardrail',
      labels: { 'secure-llm.dev/zone': 'guardrail', ...RESTRICTED },
    });
    expect(namespace.metadata).not.toHaveProperty('namespace');
    const platform = Platform.kubernetes({
      kubernetesVersion: '1.34',
      networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO,
    });
    const [old] = ofKind(new TrustZone(Testing.app(), 'old', { platform }), 'Namespace');
    expect(old.metadata.labels['pod-security.kubernetes.io/enforce-version']).toBe('v1.34');
  });

  it('denies every connection of every pod in both directions', () => {
    expect(named(declareZone(), 'NetworkPolicy', 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('gives no token to pods that name no account', () => {
    expect(named(declareZone(), 'ServiceAccount', 'default').automountServiceAccountToken).toBe(false);
  });

  it('has a namespace of another name when asked', () => {
    const zone = new TrustZone(Testing.app(), 'guardrail', { platform: kubernetes(), namespace: 'team-guardrail' });
    expect(zone.namespace).toBe('team-guardrail');
    expect(ofKind(zone, 'Namespace')[0].metadata).toMatchObject({
      name: 'team-guardrail',
      labels: { 'secure-llm.dev/zone': 'guardrail' },
    });
  });

  it.each(['Guardrail', 'a.b', '-a', 'a'.repeat(64)])('is refused in the namespace %p', (namespace) => {
    expect(() => new TrustZone(Testing.app(), 'zone', { platform: kubernetes(), namespace })).toThrow(
      /namespace ".*" is not allowed/,
    );
  });

  it.each(['default', 'kube-system', 'kube-public'])('is refused in %s, which belongs to Kubernetes', (namespace) => {
    expect(() => new TrustZone(Testing.app(), 'zone', { platform: kubernetes(), namespace })).toThrow(
      /belongs to Kubernetes/,
    );
  });

  it('is found from every construct inside of it, and from no other', () => {
    const zone = declareZone();
    const workload = declareWorkload(zone);
    expect(TrustZone.of(workload)).toBe(zone);
    expect(TrustZone.of(zone)).toBe(zone);
    expect(() => declareOutside()).toThrow(
      'the construct stands in no trust zone; create it inside of a TrustZone (at plain/server)',
    );
    expect(TrustZone.isTrustZone(new Chart(Testing.app(), 'plain'))).toBe(false);
    expect(HardenedWorkload.isHardenedWorkload(workload)).toBe(true);
    expect(HardenedWorkload.isHardenedWorkload(zone)).toBe(false);
  });

  it('lists its workloads by name and what they give up', () => {
    const zone = declareZone();
    declareWorkload(zone, 'b', { dangerouslyWritableRootFilesystem: REASON });
    declareWorkload(zone, 'a');
    expect(zone.workloads.map((workload) => workload.name)).toEqual(['a', 'b']);
    const [finding, ...others] = zone.findings;
    expect(finding).toMatchObject({
      rule: 'read-only-root',
      severity: Severity.ERROR,
      message: `container b can write to its root filesystem; the reason given: ${REASON}`,
      object: { kind: 'Deployment', namespace: 'guardrail', name: 'b' },
      construct: 'guardrail/b/Deployment',
    });
    expect(others.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
  });

  it('decides when nodes ask the registry, unless a workload does', () => {
    const zone = new TrustZone(Testing.app(), 'zone', {
      platform: kubernetes(),
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    });
    declareWorkload(zone, 'a');
    declareWorkload(zone, 'b', { imagePullPolicy: ImagePullPolicy.NEVER });
    expect(podOf(zone, 'a').spec.containers[0].imagePullPolicy).toBe('IfNotPresent');
    expect(podOf(zone, 'b').spec.containers[0].imagePullPolicy).toBe('Never');
  });

  it('writes its documents so that nothing is applied before what it needs', () => {
    const zone = declareZone();
    declareWorkload(zone);
    new ConfigFile(zone, 'rules', { fileName: 'rules.json', text: '{}' });
    expect(
      documents(zone).map((document) => [document.kind, document.metadata.annotations['argocd.argoproj.io/sync-wave']]),
    ).toEqual([
      ['Namespace', '-50'],
      ['NetworkPolicy', '-40'],
      ['NetworkPolicy', '-40'],
      ['NetworkPolicy', '-40'],
      ['LimitRange', '-30'],
      ['ResourceQuota', '-30'],
      ['ServiceAccount', '-20'],
      ['ServiceAccount', '-20'],
      ['ConfigMap', '-10'],
      ['PodDisruptionBudget', '-5'],
      ['Service', '-5'],
      ['Deployment', '0'],
    ]);
  });
});

describe('a zone in a namespace that exists', () => {
  const existing = (props = {}) =>
    TrustZone.existing(Testing.app(), 'zone', { platform: kubernetes(), namespace: 'theirs', ...props });

  it('writes nothing for the namespace itself', () => {
    const zone = existing();
    declareWorkload(zone);
    expect(documents(zone).map(({ kind }) => kind as string)).toEqual([
      'NetworkPolicy',
      'NetworkPolicy',
      'ServiceAccount',
      'PodDisruptionBudget',
      'Service',
      'Deployment',
    ]);
    expect(documents(zone).every((document) => document.metadata.namespace === 'theirs')).toBe(true);
  });

  it('finds what is not known about the namespace', () => {
    expect(existing().findings).toMatchObject([
      {
        rule: 'zone-default-deny',
        severity: Severity.WARNING,
        message: expect.stringContaining('hasDefaultDeny') as string,
        object: { kind: 'Namespace', name: 'theirs' },
        construct: 'zone',
      },
      {
        rule: 'zone-pod-security',
        severity: Severity.WARNING,
        message: expect.stringContaining('pod-security.kubernetes.io/enforce=restricted') as string,
      },
    ]);
  });

  it('finds a label that says less than restricted, and names only that one', () => {
    const namespaceLabels = { ...RESTRICTED, 'pod-security.kubernetes.io/enforce': 'baseline' };
    const [finding, ...others] = existing({ namespaceLabels, hasDefaultDeny: true }).findings;
    expect(finding?.message).toContain('lacks pod-security.kubernetes.io/enforce=restricted:');
    expect(others).toEqual([]);
  });

  it('finds nothing in a namespace that is as it should be', () => {
    expect(existing({ namespaceLabels: RESTRICTED, hasDefaultDeny: true }).findings).toEqual([]);
  });

  it('still finds what its workloads give up', () => {
    const zone = existing({ namespaceLabels: RESTRICTED, hasDefaultDeny: true });
    declareWorkload(zone, 'server', { dangerouslyHostUserNamespace: REASON });
    expect(zone.findings.map(({ rule }) => rule)).toContain('user-namespace');
  });
});

function declareOutside(): HardenedWorkload {
  return new HardenedWorkload(new Chart(Testing.app(), 'plain'), 'server', workloadProps());
}
