/** What differs between two servers. */
export interface ServerArguments {
  /** Port that it serves. */
  readonly port: number;
  /** `name:port` of everything under which it may be called. */
  readonly allowedHosts: readonly string[];
  /** Origins whose scripts may call it. */
  readonly webOrigins: readonly string[];
  /** SQLAlchemy URI of experiments and models. */
  readonly databaseUri: string;
  /** Where artifacts are kept. */
  readonly artifactsFolder: string;
}

/** An origin that no page can have; MLflow reads an empty list as its own default, which lets pages of localhost in. */
const NO_ORIGIN = 'https://none.invalid';

/** Arguments of `mlflow server`, as of MLflow 3.17. */
export const serverArguments = (options: ServerArguments): string[] => [
  ...['--app-name', 'basic-auth'],
  ...['--host', '0.0.0.0'],
  ...['--port', String(options.port)],
  // each further worker is another 250 MB; one answers what pipelines ask
  ...['--workers', '1'],
  ...['--backend-store-uri', options.databaseUri],
  ...['--artifacts-destination', options.artifactsFolder],
  ...['--allowed-hosts', options.allowedHosts.join(',')],
  ...['--cors-allowed-origins', options.webOrigins.length === 0 ? NO_ORIGIN : options.webOrigins.join(',')],
  ...['--x-frame-options', 'DENY'],
];
