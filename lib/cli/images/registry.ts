/** Where the images of one repository are asked for. */
export interface Repository {
  /** Host and port of the registry's API. */
  readonly host: string;
  /** Name of the repository there. */
  readonly path: string;
  /** Start of its addresses. */
  readonly url: string;
}

/** Longest that one question to a registry may take, in milliseconds. */
export const TIMEOUT = 30_000;

/** Docker Hub answers on another host than the one in the names of its images. */
const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_API = 'registry-1.docker.io';

/** @param name registry and repository, for example `docker.io/vllm/vllm-openai` */
export function repositoryOf(name: string): Repository {
  const slash = name.indexOf('/');
  const registry = name.slice(0, slash);
  const path = name.slice(slash + 1);
  const isHub = registry === DOCKER_HUB;
  const host = isHub ? DOCKER_HUB_API : registry;
  return {
    host,
    path: isHub && !path.includes('/') ? `library/${path}` : path,
    url: `${isLocal(host) ? 'http' : 'https'}://${host}`,
  };
}

/** Whether the address is on this machine, where registries for tests have no certificate. */
export function isLocal(host: string): boolean {
  return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(host);
}
