import { Construct } from 'constructs';
import { type HardenedWorkload, type Port, type ReleasedFile, TrustZone } from '../../workload';
import { checkedReason } from '../../workload/opt-out';
import { approverSubjects } from './approvers';
import { errors } from './errors';
import { type ReleasedSubject } from './released-subject';
import { type Releaser } from './releaser';
import { Role } from './role';

/** Where releases are proposed, approved and recorded; it comes with the admission policies. */
const RELEASES = 'secure-llm-releases';

interface ReleaseAccessProps {
  readonly subject: ReleasedSubject;
  readonly releaser: Releaser;
  /** In rolling order; the guardrail last. */
  readonly files: readonly ReleasedFile[];
  /** Where an honest request is sent to. */
  readonly entry: HardenedWorkload;
  readonly approvers: readonly string[];
  /** Why nobody has to. */
  readonly withoutApproval?: string;
}

/**
 * Who may do what in a release. RBAC knows no fields: what a releaser may change of a Deployment, and to what, is up to the
 * admission rules release-fields and approved-release.
 */
export class ReleaseAccess extends Construct {
  /** What is released where, in rolling order, as the steps of a release read it. */
  readonly targets: string;

  constructor(scope: Construct, id: string, props: ReleaseAccessProps) {
    super(scope, id);
    const { subject, releaser, files, entry } = props;
    checkTiers(files, releaser, this.node.path);
    for (const { workload } of files) {
      this.letRelease(workload, subject, releaser);
      // of the program: so that whoever applies it again goes back to it as a whole
      workload.addPodAnnotation(subject.number, '0');
      // how a release does shows there
      releaser._connectTo(workload, metricsOf(workload, this.node.path));
    }
    // on the port of its URL
    releaser._connectTo(entry);
    this.letProposeAndApprove(props);
    this.targets = JSON.stringify(
      files.map(({ workload, volumeName, configMapPrefix, fileName }) => ({
        namespace: workload.zone.namespace,
        deployment: workload.name,
        volume: volumeName,
        configMapPrefix,
        file: fileName,
        annotation: subject.digest,
        numberAnnotation: subject.number,
        previousAnnotation: subject.previous,
      })),
    );
  }

  private letRelease(workload: HardenedWorkload, subject: ReleasedSubject, releaser: Releaser): void {
    // in the file of the tier's zone, whose namespace must be there first
    new Role(TrustZone.of(workload), `${subject.name}-releaser-of-${workload.name}`, {
      name: `${subject.name}-releaser-of-${workload.name}`,
      namespace: workload.zone.namespace,
      subjects: [accountOf(releaser)],
      rules: [
        { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [workload.name], verbs: ['get', 'patch'] },
        // what is released is new, so its name is not known; what runs is read by the name of its content
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get'] },
        // which pods are of the release, whether they start, and where their metrics are
        { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
      ],
    });
  }

  private letProposeAndApprove({ subject, releaser, approvers, withoutApproval }: ReleaseAccessProps): void {
    const approve = { apiGroups: [''], resources: ['configmaps'], resourceNames: [subject.approvals] };
    if (withoutApproval !== undefined) checkedReason('approval', withoutApproval);
    new Role(this, 'Releaser', {
      name: `${subject.name}-releaser`,
      namespace: RELEASES,
      subjects: [accountOf(releaser)],
      rules: [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get'] },
        ...(withoutApproval === undefined ? [] : [{ ...approve, verbs: ['patch'] }]),
      ],
    });
    new Role(this, 'Approver', {
      name: `${subject.name}-approver`,
      namespace: RELEASES,
      subjects: approverSubjects(approvers, releaser, this.node.path),
      rules: [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
        { ...approve, verbs: ['patch', 'update'] },
      ],
    });
  }
}

function checkTiers(files: readonly ReleasedFile[], releaser: Releaser, path: string): void {
  if (files.length === 0) throw errors.noTier(path);
  const names = files.map(({ workload }) => `${workload.zone.namespace}/${workload.name}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw errors.tierTwice(twice, path);
  const among = names.find((name) => name.startsWith(`${releaser.namespace}/`));
  if (among !== undefined) throw errors.tierAmongPipelines(among, path);
}

function metricsOf(workload: HardenedWorkload, path: string): Port {
  const port = workload.ports.find(({ name }) => name === 'metrics');
  if (port === undefined) throw errors.noMetrics(`${workload.zone.namespace}/${workload.name}`, path);
  return port;
}

function accountOf({ namespace, name }: Releaser): object {
  return { kind: 'ServiceAccount', name, namespace };
}
