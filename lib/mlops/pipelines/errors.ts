import { refusal } from '../../redaction';

const shown = (value: string): string => JSON.stringify(value);

/** Every error of the shipped steps: what is wrong, the value, what was expected and the fix. */
export const errors = {
  daemonUrl: (url: string) =>
    refusal(
      `daemonUrl ${shown(url)} is no address of a BuildKit daemon; expected tcp://HOST:PORT with a port from 1 to 65535, for ` +
        `example tcp://buildkitd.builders.svc:1234`,
    ),
  repository: (repository: string) =>
    refusal(
      `repository ${shown(repository)} is no place to push to; expected registry and repository without tag or digest, for example ` +
        `registry.example.com/models/assistant, because the image is pushed by its digest`,
    ),
  registryCredentials: (key: string) =>
    refusal(
      `registryCredentials names the key ${shown(key)}; expected a Secret whose key is config.json, because clients of registries ` +
        `look for a file of that name: write what docker login writes into it`,
    ),
  pathInContext: (what: string, path: string) =>
    refusal(
      `${what} ${shown(path)} is no path below the claim; expected names of letters, digits, ".", "_" and "-" with "/" between ` +
        `them and none of them ".."`,
    ),
};
