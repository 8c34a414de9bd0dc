import { YAMLParseError } from 'yaml';

/** Every error of the command: what is wrong, the value, what was expected and the fix. All of them end it with code 2. */
export const errors = {
  nothingToRead: (command: string) =>
    new UsageError(`${command} was given nothing to read; name files or folders, or - for standard input`),
  reportTarget: () =>
    new UsageError('report was told neither or both of --output and --format; name a folder, or one form to print'),
  liveAndPaths: () =>
    new UsageError('check was given paths and --live; a cluster is judged alone, so leave one of them out'),
  noSuchPath: (path: string) => new UsageError(`${path} does not exist; expected a file or a folder of YAML`),
  unreadable: (path: string, cause: string) => new UsageError(`${path} cannot be read: ${cause}`),
  noDocuments: (sources: string) =>
    new UsageError(`${sources} holds no Kubernetes object; expected YAML or JSON with apiVersion and kind`),
  factsUnknown: (path: string, keys: readonly string[], known: readonly string[]) =>
    new UsageError(`${path} has unknown keys ${keys.join(', ')}; expected some of ${known.join(', ')}`),
  factsShape: (path: string, key: string, expected: string) =>
    new UsageError(`${path} has ${key} in another shape than expected: ${expected}`),
  kubectlMissing: (cause: string) =>
    new UsageError(
      `kubectl cannot be started: ${cause}; install it and put it on the PATH, because a cluster is read through it`,
    ),
  clusterUnreachable: (cause: string) =>
    new UsageError(`the cluster cannot be asked: ${cause}; choose another with --context or --kubeconfig`),
  credentialHelper: (helper: string, server: string, cause: string) =>
    new UsageError(
      `docker-credential-${helper} cannot be asked for ${server}: ${cause}; install it, or take it out of the Docker configuration`,
    ),
  lockUnreadable: (cause: string) => new UsageError(`the lock cannot be kept up to date: ${cause}`),
  imagesUnresolved: (failures: readonly string[]) =>
    new UsageError(
      `nothing was written, because ${failures.length} of the images cannot be locked:\n${indented(failures)}`,
    ),
  noImages: () => new UsageError('no document names an image; expected pods or workloads'),
} as const;

/**
 * Why something could not be read. A parser's own words quote what it read, which may be a password: they are left out.
 */
export function causeOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not JSON';
  if (error instanceof YAMLParseError) return `it is not YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}`;
  return error instanceof Error ? error.message : String(error);
}

/** The call is wrong, or what it names cannot be read. */
export class UsageError extends Error {}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');
