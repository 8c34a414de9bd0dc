import { Token } from 'cdktf';
import { errors } from './errors';

/** `ocid1.<type>.<realm>.[region].[reserved.]<unique id>`; tenancies, compartments and the like have no region. */
const OCID = /^ocid1\.(?<type>[a-z0-9]+)\.(?<realm>oc\d+)\.(?<region>[a-z0-9-]*)(?:\.[a-z0-9-]*)*\.[a-z0-9_-]+$/;

/**
 * Identifier of a resource of Oracle Cloud Infrastructure. It says itself what it identifies, so a wrong one is found here
 * and not by an apply that has run for half an hour.
 */
export class Ocid {
  /**
   * Reads an identifier.
   * @param property what the value is for, as messages name it
   * @throws if it is no OCID
   */
  public static parse(property: string, value: string): Ocid {
    const parts = OCID.exec(value)?.groups;
    if (parts === undefined) throw errors.notAnOcid(property);
    return new Ocid(value, parts['type'] ?? '', parts['realm'] ?? '', parts['region'] ?? '');
  }

  /**
   * Checks that a value is an identifier of one of the types; a reference that Terraform resolves later passes unread.
   * @param property what the value is for, as messages name it
   * @param types for example `compartment`, `vcn`, `cluster`
   * @returns the value
   * @throws if it is no OCID, or one of another type
   */
  public static require(property: string, value: string, ...types: string[]): string {
    if (Token.isUnresolved(value)) return value;
    const { type } = Ocid.parse(property, value);
    if (!types.includes(type)) throw errors.wrongOcidType(property, value, type, types);
    return value;
  }

  /**
   * Checks the identifier of a compartment. A tenancy is the compartment at the root of all.
   * @param property what the value is for, as messages name it
   * @throws if it is no OCID, or one of another type
   */
  public static requireCompartment(property: string, value: string): string {
    return Ocid.require(property, value, 'compartment', 'tenancy');
  }

  private constructor(
    /** The identifier as it was given. */
    public readonly text: string,
    /** What it identifies, for example `compartment`. */
    public readonly type: string,
    /** The cloud that it belongs to: `oc1` is the commercial one. */
    public readonly realm: string,
    /** Name or key of the region, for example `eu-zurich-1` or `iad`; empty where the resource is of no region. */
    public readonly region: string,
  ) {}

  /** The identifier itself. */
  public toString(): string {
    return this.text;
  }
}
