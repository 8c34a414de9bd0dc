import { Cidr } from '../platform';
import { type Connections } from './connections';
import { errors } from './errors';
import { checkDnsLabel, checkLabels } from './kubernetes-names';
import { LabelKey } from './labels';
import { checkedReason } from './opt-out';
import { type Port } from './port';

/** Anything that can stand at the other end of a connection: a workload, a tier, or a {@link Peer} from outside. */
export interface IPeer {
  /** How network policies select it. */
  readonly peer: Peer;
}

/** Which pods a peer from another chart or another tool is. */
export interface PodPeerProps {
  /** Name of their namespace. */
  readonly namespace: string;
  /** Labels that all of them carry; at least one, because an empty selector means every pod of the namespace. */
  readonly labels: { readonly [key: string]: string };
}

/** Options of an address range. */
export interface CidrPeerProps {
  /**
   * Ranges inside the CIDR that stay closed.
   * @default - none
   */
  readonly except?: readonly string[];
  /**
   * Whether the workload looks these addresses up by a DNS name, so that it needs DNS egress too.
   * @default false
   */
  readonly reachedByName?: boolean;
}

/**
 * Addresses where clouds serve instance metadata and credentials, and link-local addresses. Sources: RFC 3927, RFC 4291,
 * AWS EC2 IMDS (fd00:ec2::254), OCI instance metadata over IPv6 (fd00:c1::/64).
 */
const METADATA_RANGES = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254/128', 'fd00:c1::/64'].map((cidr) =>
  Cidr.parse(cidr),
);

/** The other end of a connection, as a network policy selects it. */
export class Peer implements IPeer {
  /**
   * Pods that are not part of this program, by the name of their namespace and their labels.
   * @throws if the namespace or a label is not valid, or there is no label
   */
  static pods(props: PodPeerProps): Peer {
    checkDnsLabel('namespace of a peer', props.namespace);
    if (Object.keys(props.labels).length === 0) throw errors.peerLabelsMissing(props.namespace);
    checkLabels('the labels of a peer', props.labels);
    return new Peer({
      selector: podSelector(props.namespace, props.labels),
      reachedByName: true,
      label: `pods ${JSON.stringify(props.labels)} in ${props.namespace}`,
    });
  }

  /**
   * An address range outside the cluster.
   * @param cidr for example `10.0.0.0/24` or `fd12::/64`
   * @throws if the range, less its exceptions, contains a metadata or link-local address, or an exception is outside it
   */
  static cidr(cidr: string, props: CidrPeerProps = {}): Peer {
    const range = Cidr.parse(cidr);
    const except = (props.except ?? []).map((each) => Cidr.parse(each));
    for (const each of except) if (!range.contains(each)) throw errors.exceptOutsideCidr(cidr, each.toString());
    const exposed = METADATA_RANGES.filter((metadata) => range.overlaps(metadata)).filter(
      (metadata) => !except.some((each) => each.contains(metadata)),
    );
    if (exposed.length > 0) throw errors.cidrHoldsMetadata(cidr, exposed.map(String));
    const ipBlock = {
      cidr: range.toString(),
      ...(except.length > 0 && { except: [...new Set(except.map(String))].sort() }),
    };
    return new Peer({ selector: { ipBlock }, reachedByName: props.reachedByName ?? false, label: `range ${cidr}` });
  }

  /**
   * Everyone: every pod, every node and every address. For a port that the API server of Kubernetes calls, such as that of an
   * admission webhook: it is no pod, and many a provider says not where it calls from. It can only call in, never be called.
   * @param reason why nobody can be named, at least 20 characters
   * @throws if the reason is too short
   */
  static dangerouslyAnyone(reason: string): Peer {
    return new Peer({
      selector: {},
      reachedByName: false,
      label: 'anyone',
      openReason: checkedReason('openPort', reason),
    });
  }

  /**
   * Pods of a workload of this program.
   * @internal
   */
  static _workload(namespace: string, name: string, connections: Connections, defaultPort?: Port): Peer {
    return new Peer({
      selector: podSelector(namespace, { [LabelKey.WORKLOAD]: name }),
      reachedByName: true,
      label: `workload ${namespace}/${name}`,
      connections,
      defaultPort,
    });
  }

  /** Whether a workload that connects to it looks it up in DNS. */
  readonly reachedByName: boolean;
  /**
   * Why this peer is everyone, if it is.
   * @internal
   */
  readonly _openReason?: string;
  /** The port it serves on when a connection names none. */
  readonly defaultPort?: Port;
  /**
   * Connections of the workload behind this peer, if it is one of ours: its side is rendered too.
   * @internal
   */
  readonly _connections?: Connections;
  /**
   * The entry of `from` or `to` in a NetworkPolicy rule.
   * @internal
   */
  readonly _selector: PeerSelector;
  private readonly label: string;

  private constructor(props: PeerState) {
    this.reachedByName = props.reachedByName;
    this.defaultPort = props.defaultPort;
    this._connections = props.connections;
    this._openReason = props.openReason;
    this._selector = props.selector;
    this.label = props.label;
  }

  /** Itself, so that a peer can be passed where a workload can. */
  get peer(): Peer {
    return this;
  }

  /** For messages. */
  toString(): string {
    return this.label;
  }
}

/** `NetworkPolicyPeer` of networking.k8s.io/v1, in the forms that we write; empty for everyone, which a rule without peers means. */
interface PeerSelector {
  readonly namespaceSelector?: object;
  readonly podSelector?: object;
  readonly ipBlock?: { readonly cidr: string; readonly except?: string[] };
}

interface PeerState {
  readonly selector: PeerSelector;
  readonly reachedByName: boolean;
  readonly label: string;
  readonly connections?: Connections;
  readonly defaultPort?: Port;
  readonly openReason?: string;
}

/** One peer with both selectors: namespace AND pod. Two list entries would mean OR and open the whole namespace. */
function podSelector(namespace: string, labels: { readonly [key: string]: string }): PeerSelector {
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    namespaceSelector: { matchLabels: { [LabelKey.NAMESPACE_NAME]: namespace } },
    podSelector: { matchLabels: sorted },
  };
}
