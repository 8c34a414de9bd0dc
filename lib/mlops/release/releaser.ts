import { type IConstruct } from 'constructs';
import {
  type Connections,
  type HardenedWorkload,
  type IPeer,
  LabelKey,
  Peer,
  type Port,
  TrustZone,
} from '../../workload';

/** Pods that run as one ServiceAccount of a zone, such as the runs of one pipeline. */
export interface IRunIdentity extends IConstruct, IPeer {
  /** Whom they may connect to. */
  readonly connections: Connections;
  /** Name of the ServiceAccount. */
  readonly serviceAccountName: string;
}

/** A ServiceAccount that another program makes. */
export interface ReleaserAccountProps {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name, which is also the identity of its pods. */
  readonly name: string;
}

/** Who rolls releases out: one ServiceAccount for each kind of release, and nobody who approves. */
export class Releaser {
  /** Runs of a pipeline of this program. */
  static runs(identity: IRunIdentity): Releaser {
    const { namespace } = TrustZone.of(identity);
    const open = (workload: HardenedWorkload, port?: Port): void => identity.connections.allowTo(workload, port);
    return new Releaser(namespace, identity.serviceAccountName, open);
  }

  /** Pods of another program. Its egress is up to that program. */
  static serviceAccount(props: ReleaserAccountProps): Releaser {
    const { namespace, name } = props;
    const peer = Peer.pods({ namespace, labels: { [LabelKey.WORKLOAD]: name } });
    return new Releaser(namespace, name, (workload, port) => workload.connections.allowFrom(peer, port));
  }

  private constructor(
    /** Namespace of the ServiceAccount. */
    readonly namespace: string,
    /** Name of the ServiceAccount. */
    readonly name: string,
    private readonly open: (workload: HardenedWorkload, port?: Port) => void,
  ) {}

  /** The user that it is, for `AdmissionPolicies`: `system:serviceaccount:NAMESPACE:NAME`. */
  get userName(): string {
    return `system:serviceaccount:${this.namespace}:${this.name}`;
  }

  /**
   * @param port its first one if none is named
   * @internal
   */
  _connectTo(workload: HardenedWorkload, port?: Port): void {
    this.open(workload, port);
  }
}
