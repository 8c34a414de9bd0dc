import { errors } from './errors';

const IANA_SERVICE_NAME = /^(?=[a-z0-9-]{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** Transport protocols that a port can speak. */
export enum Protocol {
  /** Transmission Control Protocol. */
  TCP = 'TCP',
  /** User Datagram Protocol. */
  UDP = 'UDP',
}

/** One port and its protocol: what a container serves and what a network policy opens. */
export class Port {
  /**
   * A TCP port.
   * @param number 1 to 65535
   * @param name IANA service name: at most 15 lower-case letters, digits and dashes with at least one letter.
   *   Default: `tcp-<number>`
   * @throws if the number or the name is out of range
   */
  static tcp(number: number, name?: string): Port {
    return new Port(number, Protocol.TCP, name);
  }

  /**
   * A UDP port.
   * @param number 1 to 65535
   * @param name as for {@link Port.tcp}. Default: `udp-<number>`
   * @throws if the number or the name is out of range
   */
  static udp(number: number, name?: string): Port {
    return new Port(number, Protocol.UDP, name);
  }

  /** Name of the port in the container and in the Service. */
  readonly name: string;

  private constructor(
    /** 1 to 65535. */
    readonly number: number,
    /** What is spoken on it. */
    readonly protocol: Protocol,
    name?: string,
  ) {
    if (!Number.isInteger(number) || number < 1 || number > 65535) throw errors.portOutOfRange(number);
    this.name = name ?? `${protocol.toLowerCase()}-${number}`;
    if (!IANA_SERVICE_NAME.test(this.name)) throw errors.portName(this.name);
  }

  /** For example `TCP/8000`; equal for ports that open the same thing. */
  toString(): string {
    return `${this.protocol}/${this.number}`;
  }
}
