import { isIdentityToken, type RegistryCredentials } from './docker-credentials';
import { isLocal, type Repository, TIMEOUT } from './registry';

/**
 * Answers a registry that asks who wants to read: with a name and a password, or with a token that lets pull from this
 * repository and do nothing else.
 *
 * @param challenge its header `WWW-Authenticate`
 * @param credentials nothing to ask without a name, as public images allow
 * @returns value of the header `Authorization`
 * @throws if it asks for something else, or refuses
 */
export async function authorize(
  challenge: string,
  repository: Repository,
  credentials: RegistryCredentials | undefined,
): Promise<string> {
  if (/^bearer\b/i.test(challenge)) return `Bearer ${await token(challenge, repository, credentials)}`;
  if (!/^basic\b/i.test(challenge)) throw new Error(`${repository.host} asks for ${challenge || 'nothing known'}`);
  if (credentials === undefined) throw new Error(`${repository.host} asks for a name and a password: docker login`);
  return basic(credentials);
}

async function token(
  challenge: string,
  { host, path }: Repository,
  credentials: RegistryCredentials | undefined,
): Promise<string> {
  const realm = new URL(parameter(challenge, 'realm') ?? '');
  if (realm.protocol !== 'https:' && !isLocal(realm.host)) {
    throw new Error(`${host} sends to ${realm.host} without encryption, where no password is sent`);
  }
  const request = { service: parameter(challenge, 'service') ?? host, scope: `repository:${path}:pull` };
  const response = await (credentials !== undefined && isIdentityToken(credentials)
    ? exchange(realm, request, credentials)
    : ask(realm, request, credentials));
  if (!response.ok) throw new Error(`${realm.host} gives no token to read ${path}: status ${response.status}`);
  const answer = (await response.json()) as { readonly token?: string; readonly access_token?: string };
  const given = answer.token ?? answer.access_token;
  if (given === undefined) throw new Error(`${realm.host} answers without a token`);
  return given;
}

type TokenRequest = Readonly<Record<'service' | 'scope', string>>;

/** Source: https://distribution.github.io/distribution/spec/auth/token/ */
function ask(realm: URL, request: TokenRequest, credentials: RegistryCredentials | undefined): Promise<Response> {
  for (const [name, value] of Object.entries(request)) realm.searchParams.set(name, value);
  const headers = credentials === undefined ? undefined : { authorization: basic(credentials) };
  return fetch(realm, { headers, signal: AbortSignal.timeout(TIMEOUT) });
}

/** Source: https://distribution.github.io/distribution/spec/auth/oauth/ */
function exchange(realm: URL, request: TokenRequest, { secret }: RegistryCredentials): Promise<Response> {
  const body = new URLSearchParams({
    ...request,
    grant_type: 'refresh_token',
    client_id: 'secure-llm',
    refresh_token: secret,
  });
  return fetch(realm, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT) });
}

function basic({ username, secret }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
}

function parameter(challenge: string, name: string): string | undefined {
  return new RegExp(`${name}="([^"]+)"`, 'i').exec(challenge)?.[1];
}
