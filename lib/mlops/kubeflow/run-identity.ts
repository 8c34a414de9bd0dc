import { Construct } from 'constructs';
import {
  type Connections,
  ControlledPods,
  type ImageRef,
  type IPeer,
  type Peer,
  TrustZone,
  WorkloadRole,
} from '../../workload';
import { allowToApiServer } from '../../workload/api-server';
import { SecretUses } from '../../workload/secret-uses';
import { type MountedVolumes } from '../pipeline/ir/mounted-volumes';
import { LAUNCHER_CONFIG } from './component-names';
import { type RunIdentityProps, type RunServices } from './run-identity-props';
import { shownRunPod } from './shown-run-pod';

interface RunIdentityWiring extends RunIdentityProps {
  readonly controllerUser: string;
  readonly images: { readonly driver: ImageRef; readonly launcher: ImageRef; readonly executor: ImageRef };
  readonly services: RunServices;
}

/**
 * Who the runs of one pipeline are: a ServiceAccount of their own, the rights that driver, launcher and Argo's executor need
 * and no others, and network policies. Steps share their pod with the launcher, so they can do all of it too.
 */
export class RunIdentity extends Construct implements IPeer {
  /** The pods. */
  readonly pods: ControlledPods;
  /** What the runs may ask the API server of Kubernetes for. */
  readonly role: WorkloadRole;
  /**
   * What it shows that the pods mount.
   * @internal
   */
  readonly _mountedVolumes: MountedVolumes;

  /** @internal */
  constructor(scope: Construct, id: string, props: RunIdentityWiring) {
    super(scope, id);
    const zone = TrustZone.of(this);
    const { images, services, secrets = [], claims = [], peers = [] } = props;
    const reference = (image: ImageRef): string => zone._resolveImage(image).toString();
    for (const secret of secrets) SecretUses.of(zone).add(secret);
    this._mountedVolumes = { secrets: [...new Set(secrets.map(({ secretName }) => secretName))], claims };
    this.pods = new ControlledPods(this, 'Pods', {
      name: id,
      madeBy: props.controllerUser,
      knownImages: [images.driver, images.launcher, images.executor],
      podSpec: shownRunPod(
        {
          driver: reference(images.driver),
          launcher: reference(images.launcher),
          executor: reference(images.executor),
        },
        zone.platform,
        this._mountedVolumes,
      ),
    });
    this.role = new WorkloadRole(this, 'Role', {
      serviceAccountName: id,
      rules: [
        // its own, whose name nobody knows before
        { apiGroup: '', resources: ['pods'], verbs: ['get'] },
        { apiGroup: 'argoproj.io', resources: ['workflowtaskresults'], verbs: ['create', 'patch'] },
        { apiGroup: '', resources: ['configmaps'], verbs: ['get'], resourceNames: [LAUNCHER_CONFIG] },
        { apiGroup: '', resources: ['secrets'], verbs: ['get'], resourceNames: services.secretNames },
      ],
    });
    allowToApiServer(this.connections, zone.platform, this.node.path);
    for (const { peer, port } of services.connections) this.connections.allowTo(peer, port);
    for (const peer of peers) this.connections.allowTo(peer);
  }

  /** Whom the steps may connect to. */
  get connections(): Connections {
    return this.pods.connections;
  }

  /** How network policies select the pods. */
  get peer(): Peer {
    return this.pods.peer;
  }

  /** Name of the ServiceAccount that a run names. */
  get serviceAccountName(): string {
    return this.pods.serviceAccountName;
  }

  /** Labels of the pods; the first, the identity, selects them. */
  get podLabels(): { [key: string]: string } {
    return this.pods.podLabels;
  }
}
