import { fieldsOf, listOf } from '../fields';
import { errors } from './errors';
import { type Pod } from './pod';
import { PortSet, type Protocol, PROTOCOLS } from './port-set';

/** The ports of one rule. Those that are named stand for numbers that each destination pod declares by itself. */
export class PolicyPorts {
  static readonly ALL = new PolicyPorts(PortSet.ALL, []);

  /**
   * Reads the ports of one rule. Without any, the rule means every port of every protocol.
   * @throws InvalidPolicyError if the API server would refuse a port
   */
  static parse(ports: unknown): PolicyPorts {
    if (ports !== undefined && ports !== null && !Array.isArray(ports)) throw errors.listExpected('ports', ports);
    const all = listOf(ports).map(parsePort);
    if (all.length === 0) return PolicyPorts.ALL;
    const numbered = all.filter((port): port is PortSet => port instanceof PortSet);
    const named = all.filter((port): port is PortName => !(port instanceof PortSet));
    return new PolicyPorts(
      numbered.reduce((union, each) => union.union(each), PortSet.NONE),
      named,
    );
  }

  private constructor(
    private readonly numbered: PortSet,
    private readonly named: readonly PortName[],
  ) {}

  /**
   * @returns the ports of the destination that are meant; a name that it does not declare means none, and neither does any
   * name on the host network, where a pod is an address
   */
  on(destination: Pod): PortSet {
    if (destination.hostNetwork) return this.onAddresses;
    return this.named.reduce(
      (all, { name, protocol }) =>
        destination.ports
          .filter((port) => port.name === name && port.protocol === protocol)
          .reduce((union, { port }) => union.union(PortSet.single(protocol, port)), all),
      this.numbered,
    );
  }

  /** Ports of a destination that is an address: it has no named ports. */
  get onAddresses(): PortSet {
    return this.numbered;
  }

  /** Ports of a pod that anyone may have written: it may give the name to any port. */
  get onAnyPod(): PortSet {
    return this.named.reduce((all, { protocol }) => all.union(PortSet.of(protocol)), this.numbered);
  }
}

interface PortName {
  readonly name: string;
  readonly protocol: Protocol;
}

function parsePort(entry: unknown): PortSet | PortName {
  const { protocol: given, port, endPort } = fieldsOf(entry);
  const protocol = PROTOCOLS.find((each) => each === (given ?? 'TCP'));
  if (protocol === undefined) throw errors.protocol(given);
  if (port === undefined || port === null) {
    if (endPort !== undefined && endPort !== null) throw errors.endPort(port, endPort);
    return PortSet.of(protocol);
  }
  if (typeof port === 'string') {
    if (!/^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(port)) throw errors.port(port);
    if (endPort !== undefined && endPort !== null) throw errors.endPort(port, endPort);
    return { name: port, protocol };
  }
  if (!isPort(port)) throw errors.port(port);
  if (endPort === undefined || endPort === null) return PortSet.single(protocol, port);
  if (!isPort(endPort) || endPort < port) throw errors.endPort(port, endPort);
  return PortSet.of(protocol, port, endPort);
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}
