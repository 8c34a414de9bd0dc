import { DocumentSet, judgeDocuments, Severity } from '../../../lib/assurance';
import { Peer, Port, SecretRef } from '../../../lib';
import { type Document } from '../../workload/declared';
import { Installed } from './installed';

const installed = new Installed(
  {},
  {
    claims: ['candidate'],
    secrets: [
      ...['ca.crt', 'tls.crt', 'tls.key'].map((key) => SecretRef.key('buildkit-client', key)),
      SecretRef.key('model-registry', 'config.json'),
    ],
  },
);
const daemon = Peer.pods({ namespace: 'builders', labels: { app: 'buildkitd' } });
for (const { connections, serviceAccountName } of installed.kubeflow.runIdentities)
  if (serviceAccountName === 'train-and-validate') connections.allowTo(daemon, Port.tcp(1234));

const documents = installed.documents;
const shown = documents.find(({ kind, metadata }) => kind === 'PodTemplate' && metadata.name === 'train-and-validate');
const namespace = documents.find(({ kind }) => kind === 'Namespace');
const parameters = installed.app.charts
  .flatMap((chart) => chart.toJson())
  .find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'parameters');
/** Neither is about what a pod may do: a lock pins the images, and claims about networks need the whole program. */
const ASIDE = /^(image-digest|R\d+)$/;

/** Which rules find something in the pod of a run that nobody accepted, after a change of its spec. */
function found(change: (spec: Document, main: Document) => void = () => undefined): string[] {
  const template = JSON.parse(JSON.stringify(shown));
  const { spec } = template.template;
  change(
    spec,
    spec.containers.find(({ name }: Document) => name === 'main'),
  );
  const { findings } = judgeDocuments(DocumentSet.of([parameters, namespace, template]));
  const about = findings.filter(({ object, severity }) => object.kind === 'PodTemplate' && severity !== Severity.NOTE);
  return [...new Set(about.map(({ rule }) => rule))].filter((rule) => !ASIDE.test(rule));
}

const allOf = (spec: Document): Document[] => [...spec.initContainers, ...spec.containers];

describe('the pod of a step that builds an image', () => {
  it('is admitted under Pod Security restricted with its Secrets and its claim, and no rule finds anything', () => {
    expect(namespace.metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
    expect(shown.template.spec.volumes).toEqual(
      expect.arrayContaining([
        { name: 'buildkit-client', secret: { secretName: 'buildkit-client' } },
        { name: 'model-registry', secret: { secretName: 'model-registry' } },
        { name: 'candidate', persistentVolumeClaim: { claimName: 'candidate' } },
      ]),
    );
    expect(found()).toEqual([]);
  });

  it('reaches the daemon on its port, and the runs of other pipelines do not', () => {
    const egress = (name: string) => JSON.stringify(installed.named('NetworkPolicy', `${name}-egress`).spec.egress);
    expect(egress('train-and-validate')).toMatch(/"builders".*1234|1234.*"builders"/);
    expect(egress('rule-set-release')).not.toContain('builders');
  });

  it.each<[string, string, (spec: Document, main: Document) => void]>([
    [
      'run as root',
      'run-as-non-root',
      (spec) => {
        delete spec.securityContext.runAsNonRoot;
        for (const each of allOf(spec)) delete each.securityContext.runAsNonRoot;
      },
    ],
    ['say it may be root', 'run-as-non-root', (_spec, main) => (main.securityContext.runAsNonRoot = false)],
    ['have a user of the node', 'high-user-ids', (_spec, main) => (main.securityContext.runAsUser = 1000)],
    ['gain privileges', 'privilege-escalation', (_spec, main) => delete main.securityContext.allowPrivilegeEscalation],
    ['be privileged', 'privilege-escalation', (_spec, main) => (main.securityContext.privileged = true)],
    ['keep capabilities', 'capabilities', (_spec, main) => delete main.securityContext.capabilities],
    ['mount', 'capabilities', (_spec, main) => (main.securityContext.capabilities.add = ['SYS_ADMIN'])],
    ['map users', 'capabilities', (_spec, main) => (main.securityContext.capabilities.add = ['SETUID', 'SETGID'])],
    [
      'make every system call for want of a profile',
      'seccomp',
      (spec) => {
        delete spec.securityContext.seccompProfile;
        for (const each of allOf(spec)) delete each.securityContext.seccompProfile;
      },
    ],
    ['make every system call', 'seccomp', (_spec, main) => (main.securityContext.seccompProfile.type = 'Unconfined')],
    [
      'go without AppArmor',
      'kernel-options',
      (_spec, main) => (main.securityContext.appArmorProfile = { type: 'Unconfined' }),
    ],
    ['see all of /proc', 'kernel-options', (_spec, main) => (main.securityContext.procMount = 'Unmasked')],
    ['share the user ids of its node', 'user-namespace', (spec) => delete spec.hostUsers],
    [
      'be of groups of its image',
      'supplemental-groups',
      (spec) => delete spec.securityContext.supplementalGroupsPolicy,
    ],
    ['have no limits', 'resource-limits', (_spec, main) => delete main.resources.limits],
    [
      'fill the disk',
      'scratch-limits',
      (spec) => {
        for (const { emptyDir } of spec.volumes) if (emptyDir !== undefined) delete emptyDir.sizeLimit;
      },
    ],
    [
      'see the disk of its node',
      'volume-types',
      (spec) => spec.volumes.push({ name: 'node', hostPath: { path: '/var/lib/buildkit' } }),
    ],
    ['know every Service', 'service-links', (spec) => delete spec.enableServiceLinks],
  ])('may not %s: %s', (_what, rule, change) => {
    expect(found(change)).toEqual([rule]);
  });

  it('may not be root, though Kubernetes 1.35 lets the root of a user namespace in', () => {
    expect(shown.template.spec.hostUsers).toBe(false);
    expect(found((_spec, main) => (main.securityContext.runAsUser = 0))).toEqual(['run-as-non-root', 'high-user-ids']);
  });

  it('writes nowhere but to its volumes', () => {
    const main = shown.template.spec.containers.find(({ name }: Document) => name === 'main');
    expect(main.securityContext.readOnlyRootFilesystem).toBe(true);
  });
});

describe('a rootless daemon of BuildKit in the place of its client', () => {
  it('is refused for each thing that its authors say it needs (examples/kubernetes/job.rootless.yaml, v0.32.2)', () => {
    const rules = found((_spec, main) => {
      main.securityContext = {
        seccompProfile: { type: 'Unconfined' },
        appArmorProfile: { type: 'Unconfined' },
        runAsUser: 1000,
        runAsGroup: 1000,
      };
    });
    expect(rules).toEqual(
      expect.arrayContaining(['capabilities', 'high-user-ids', 'kernel-options', 'privilege-escalation', 'seccomp']),
    );
  });

  it('is refused in a user namespace too, where its authors make it privileged (job.userns.yaml, v0.32.2)', () => {
    expect(found((_spec, main) => (main.securityContext = { privileged: true }))).toContain('privilege-escalation');
  });
});
