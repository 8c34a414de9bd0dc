import { refusal } from '../../redaction';

/** Every error of the tracking server: what is wrong, the value, what was expected and the fix. */
const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

export const errors = {
  adminUsername: (name: string, path: string) =>
    refusal(
      `administrator ${shown(name)} is not a user name; expected 1 to 63 letters, digits and "._-" that start with a letter [${path}]`,
    ),
  host: (host: string, path: string) =>
    refusal(
      `host ${shown(host)} cannot be allowed; expected a name with its port and no wildcard, for example "mlflow.example.com:443", because every name that is let through can be pointed at the server by somebody else [${path}]`,
    ),
  webOrigin: (origin: string, path: string) =>
    refusal(
      `origin ${shown(origin)} cannot be allowed; expected https:// and a host without a path or wildcard, for example "https://mlflow.example.com" [${path}]`,
    ),
  sameSecret: (secret: string, path: string) =>
    refusal(
      `the administrator's password and the session key are both ${shown(secret)}; expected two secrets, because who signs sessions must not thereby know the password [${path}]`,
    ),
  memory: (mebibytes: number, least: number, path: string) =>
    refusal(
      `memory limit ${mebibytes} MiB is too little; expected at least ${least} MiB, since two processes of the server take 511 MiB when idle [${path}]`,
    ),
  dataSizeOfExistingClaim: (claim: string, path: string) =>
    refusal(
      `dataSize is given together with the existing claim ${shown(claim)}, whose size is its own; leave one of them out [${path}]`,
    ),
} as const;
