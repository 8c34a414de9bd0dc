import { type ImageRef } from '../../workload/image-ref';
import { type DockerCredentials } from './docker-credentials';
import { repositoryOf, type Repository, TIMEOUT } from './registry';
import { authorize } from './registry-token';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** An index stands first: its digest means the image for every architecture. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Finds out what an image is at present. */
export type DigestResolver = (image: ImageRef) => Promise<string>;

/**
 * @returns a resolver that asks the image's own registry, by the protocol of
 * https://github.com/opencontainers/distribution-spec: it reads one header and needs no more than the right to pull
 */
export function registryDigests(credentials: DockerCredentials): DigestResolver {
  return async ({ name, tag = '' }) => {
    const repository = repositoryOf(name);
    let answer = await head(repository, tag);
    if (answer.status === 401) {
      const challenge = answer.headers.get('www-authenticate') ?? '';
      const header = await authorize(challenge, repository, await credentials.of(repository.host));
      answer = await head(repository, tag, header);
    }
    if (!answer.ok) throw new Error(`${repository.host} answers with ${meaning(answer.status)}`);
    const digest = answer.headers.get('docker-content-digest') ?? '';
    if (!DIGEST.test(digest)) throw new Error(`${repository.host} answers with the digest ${JSON.stringify(digest)}`);
    return digest;
  };
}

function head({ url, path }: Repository, tag: string, authorization?: string): Promise<Response> {
  return fetch(`${url}/v2/${path}/manifests/${tag}`, {
    method: 'HEAD',
    headers: { accept: MANIFESTS, ...(authorization !== undefined && { authorization }) },
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

/** What a status means to somebody who wants to pull. */
function meaning(status: number): string {
  const words: Readonly<Record<number, string>> = {
    401: 'the name or the password is wrong',
    403: 'these credentials may not pull',
    404: 'there is no such image',
    429: 'too many requests',
  };
  return `status ${status}${words[status] === undefined ? '' : `, ${words[status]}`}`;
}
