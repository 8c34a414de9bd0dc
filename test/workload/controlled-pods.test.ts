import { ControlledPods, ImageRef, Severity, type TrustZone, WorkloadRole } from '../../lib/workload';
import { declareWorkload, declareZone, named, ofKind, waive } from './declared';

const IMAGE = ImageRef.of('registry.example/team/step:1.2.3');
const CONTROLLER = 'system:serviceaccount:guardrail:controller';

const hardened = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  hostUsers: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 10001,
    runAsGroup: 10001,
    fsGroup: 10001,
    supplementalGroupsPolicy: 'Strict',
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [
    {
      name: 'main',
      image: IMAGE.toString(),
      resources: { limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    },
  ],
};

function declarePods(zone: TrustZone, podSpec: object = hardened): ControlledPods {
  return new ControlledPods(zone, 'nightly-run', { madeBy: CONTROLLER, knownImages: [IMAGE], podSpec });
}

describe('pods that a controller makes', () => {
  it('are shown by a template with their identity, of which nothing is made', () => {
    const zone = declareZone();
    waive(declarePods(zone).template, 'workload-writers');
    const { metadata, template } = named(zone, 'PodTemplate', 'nightly-run');
    expect(metadata.annotations['secure-llm.dev/pods-made-by']).toBe(CONTROLLER);
    expect(template.metadata.labels['secure-llm.dev/workload']).toBe('nightly-run');
    expect(template.spec).toMatchObject({ serviceAccountName: 'nightly-run', hostUsers: false });
    expect(ofKind(zone, 'Deployment')).toEqual([]);
  });

  it('are waived with what they belong to, so that a cluster lets them pass too', () => {
    const zone = declareZone();
    waive(declarePods(zone), 'workload-writers', 'image-digest');
    const { annotations } = named(zone, 'PodTemplate', 'nightly-run').metadata;
    expect(annotations).toHaveProperty(['secure-llm.dev/waiver.image-digest']);
  });

  it('have an account that hands out no token, and are closed in both directions', () => {
    const zone = declareZone();
    waive(declarePods(zone).template, 'workload-writers');
    expect(named(zone, 'ServiceAccount', 'nightly-run').automountServiceAccountToken).toBe(false);
    for (const direction of ['ingress', 'egress'])
      expect(named(zone, 'NetworkPolicy', `nightly-run-${direction}`).spec).not.toHaveProperty(direction);
  });

  it('are judged before they are made: what is weak in the template is found, and a waiver stands on it', () => {
    const zone = declareZone();
    const pods = declarePods(zone, { ...hardened, hostNetwork: true });
    const rules = zone.findings.filter(({ object }) => object.kind === 'PodTemplate').map(({ rule }) => rule);
    expect(rules).toContain('host-access');
    waive(pods.template, 'host-access');
    expect(zone.findings.map(({ rule }) => rule)).not.toContain('host-access');
  });

  it('may be made by nobody but those whom the parameters of the policies name', () => {
    const zone = declareZone();
    declarePods(zone);
    expect(zone.findings.filter(({ rule }) => rule === 'workload-writers')).toMatchObject([
      { severity: Severity.ERROR, object: { kind: 'PodTemplate', name: 'nightly-run' } },
    ]);
  });

  it('connect to whom is declared, and the claims know it', () => {
    const zone = declareZone();
    const pods = declarePods(zone);
    waive(pods.template, 'workload-writers');
    const server = declareWorkload(zone);
    pods.connections.allowTo(server);
    expect(named(zone, 'NetworkPolicy', 'server-ingress').spec.ingress[0].from[0].podSelector.matchLabels).toEqual({
      'secure-llm.dev/workload': 'nightly-run',
    });
    expect(zone.findings.filter(({ rule, severity }) => /^R\d/.test(rule) && severity === Severity.ERROR)).toEqual([]);
  });

  it('are refused a name that no account can have', () => {
    const zone = declareZone();
    expect(() => new ControlledPods(zone, 'Run', { madeBy: CONTROLLER, knownImages: [], podSpec: {} })).toThrow(
      /workload name "Run" is not allowed/,
    );
  });
});

it('a role of a workload is about its own account in its own zone, and names what it is limited to', () => {
  const zone = declareZone();
  const { binding } = new WorkloadRole(zone, 'Role', {
    serviceAccountName: 'server',
    rules: [{ apiGroup: '', resources: ['configmaps'], verbs: ['get'], resourceNames: ['settings'] }],
  });
  expect(named(zone, 'Role', 'server').rules).toEqual([
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] },
  ]);
  expect(binding.toJson()).toMatchObject({
    metadata: { name: 'server', namespace: 'guardrail' },
    subjects: [{ kind: 'ServiceAccount', name: 'server', namespace: 'guardrail' }],
  });
});
