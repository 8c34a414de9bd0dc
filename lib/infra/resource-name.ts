import { errors } from './errors';

/** The form of names that become names of resources in several services: a letter, then letters, digits and dashes. */
const NAME = /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

/**
 * Checks a name that other names are made of.
 * @param property what the value is for, as messages name it
 * @returns the value
 * @throws if it is longer than 32 characters or has others than lower-case letters, digits and dashes
 */
export function requireResourceName(property: string, value: string): string {
  if (!NAME.test(value)) {
    throw errors.badName(
      property,
      value,
      'at most 32 lower-case letters, digits and dashes, starting with a letter and ending with a letter or digit',
    );
  }
  return value;
}

/** The name as a label of DNS inside of a VCN: letters and digits, at most 15. */
export const dnsLabelOf = (name: string): string => name.replaceAll('-', '').slice(0, 15);
