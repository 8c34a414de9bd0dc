import { badRegistryPrefix } from './errors';

const HOST = /^(?:localhost|(?=[^/]*[.:])[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Where images are pulled from instead of the registry that they are published in. */
export class RegistryMirrors {
  private readonly prefixes: readonly (readonly [string, string])[];

  /** @throws if a prefix or its target is not a registry host with an optional path */
  public constructor(mirrors: { readonly [prefix: string]: string }) {
    // Longest first: a mirror of one path wins over the mirror of its whole registry.
    this.prefixes = Object.entries(mirrors)
      .map(([prefix, target]) => [required('prefix', prefix), required('target', target)] as const)
      .sort(([a], [b]) => b.length - a.length);
  }

  /** The repository (without tag and digest) under the longest matching prefix's mirror, or itself. */
  public mirrored(repository: string): string {
    const match = this.prefixes.find(([prefix]) => `${repository}/`.startsWith(`${prefix}/`));
    return match ? match[1] + repository.slice(match[0].length) : repository;
  }
}

function required(role: 'prefix' | 'target', value: string): string {
  const [host, ...path] = value.split('/') as [string, ...string[]];
  if (value.includes('://')) throw badRegistryPrefix(role, value, 'is a URL');
  if (!HOST.test(host)) throw badRegistryPrefix(role, value, 'does not start with a registry host');
  if (!path.every((part) => PATH_PART.test(part)))
    throw badRegistryPrefix(role, value, 'has a path that no image can have');
  return value;
}
