import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { at, fieldsOf, textOf } from '../../assurance/fields';
import { type CliEnvironment } from '../environment';
import { causeOf, errors } from '../errors';

/** Who asks a registry. */
export interface RegistryCredentials {
  /** Name of the user; `<token>` if the secret is a token that is exchanged for another. */
  readonly username: string;
  /** Password or token. Never written anywhere. */
  readonly secret: string;
}

/** What helpers and configurations call Docker Hub. */
const DOCKER_HUB = 'https://index.docker.io/v1/';
/** User name with which a helper says that its secret is an identity token. */
const TOKEN_USER = '<token>';

/**
 * Credentials of the usual Docker configuration (`$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`): its helpers,
 * else what `docker login` stored. The host must be the very one: part of a name is no match, or another registry would be
 * told a password.
 */
export class DockerCredentials {
  private readonly config: unknown;

  /** @throws if there is a configuration that cannot be read */
  constructor(private readonly environment: CliEnvironment) {
    const { DOCKER_CONFIG, HOME } = environment.variables;
    const file = join(DOCKER_CONFIG ?? join(HOME ?? homedir(), '.docker'), 'config.json');
    if (!existsSync(file)) return;
    try {
      this.config = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw errors.unreadable(file, causeOf(error));
    }
  }

  /**
   * @param host host and port of the registry's API
   * @returns nothing if it is asked without a name
   */
  async of(host: string): Promise<RegistryCredentials | undefined> {
    const server = host === 'registry-1.docker.io' ? DOCKER_HUB : host;
    return (await this.fromHelper(server)) ?? this.stored(server);
  }

  private async fromHelper(server: string): Promise<RegistryCredentials | undefined> {
    const helper = textOf(at(this.config, 'credHelpers', server)) ?? textOf(at(this.config, 'credsStore'));
    if (helper === undefined) return undefined;
    try {
      const { code, stdout } = await this.environment.run(`docker-credential-${helper}`, ['get'], server);
      if (code !== 0) return undefined; // it knows no such registry
      const { Username, Secret } = fieldsOf(JSON.parse(stdout));
      const [username, secret] = [textOf(Username), textOf(Secret)];
      return username === undefined || secret === undefined ? undefined : { username, secret };
    } catch (error) {
      throw errors.credentialHelper(helper, server, causeOf(error));
    }
  }

  private stored(server: string): RegistryCredentials | undefined {
    const entries = Object.entries(fieldsOf(at(this.config, 'auths')));
    const [, entry] = entries.find(([key]) => hostOf(key) === hostOf(server)) ?? [];
    const token = textOf(at(entry, 'identitytoken'));
    if (token !== undefined && token !== '') return { username: TOKEN_USER, secret: token };
    const auth = textOf(at(entry, 'auth'));
    if (auth === undefined || auth === '') return undefined;
    const [username = '', ...rest] = Buffer.from(auth, 'base64').toString().split(':');
    return { username, secret: rest.join(':') };
  }
}

/** Configurations have addresses among their keys, with a scheme and a path. */
function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

/** Whether the secret is an identity token, which a registry exchanges for another one. */
export function isIdentityToken({ username }: RegistryCredentials): boolean {
  return username === TOKEN_USER;
}
