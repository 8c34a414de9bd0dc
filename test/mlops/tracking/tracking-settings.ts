import { type Document } from '../../workload/declared';

/** A setting that keeps the server closed, and what it looks like without it. */
export interface TrackingSetting {
  readonly name: string;
  readonly holds: (written: Written) => boolean;
  readonly break: (written: Written) => void;
}

/** The pod and the configuration file of a server, as they are written. */
export interface Written {
  readonly pod: Document;
  readonly config: Document;
}

const container = ({ pod }: Written): Document => pod.spec.containers[0];
const argumentOf = (written: Written, name: string): string | undefined => {
  const args = container(written).args as string[];
  return args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
};
const environment = (written: Written, name: string): string | undefined =>
  (container(written).env as { name: string; value: string }[]).find((each) => each.name === name)?.value;
const ini = ({ config }: Written): string => config.data['auth.ini'] as string;

/** Settings that are arguments: each is broken by leaving it out, and by another value. */
const ARGUMENTS: readonly [string, RegExp][] = [
  ['--app-name', /^basic-auth$/],
  ['--workers', /^1$/],
  ['--backend-store-uri', /^sqlite:\/\/\/\/data\//],
  ['--artifacts-destination', /^\/data\//],
  [
    '--allowed-hosts',
    /^mlflow:5000,mlflow\.pipelines:5000,mlflow\.pipelines\.svc:5000,mlflow\.pipelines\.svc\.cluster\.local:5000$/,
  ],
  ['--cors-allowed-origins', /^https:\/\/none\.invalid$/],
  ['--x-frame-options', /^DENY$/],
];

const ENVIRONMENT: readonly [string, RegExp][] = [
  ['MLFLOW_AUTH_CONFIG_PATH', /^\/etc\/secure-llm\/mlflow\/auth\.ini$/],
  ['MLFLOW_AUTH_ADMIN_USERNAME', /^admin$/],
  ['MLFLOW_AUTH_ADMIN_PASSWORD_FILE', /^\/etc\/secure-llm\/secrets\/admin-password\/password$/],
  ['MLFLOW_FLASK_SERVER_SECRET_KEY_FILE', /^\/etc\/secure-llm\/secrets\/session-key\/key$/],
  ['MLFLOW_SERVER_ENABLE_JOB_EXECUTION', /^false$/],
  ['MLFLOW_DISABLE_TELEMETRY', /^true$/],
  ['HOME', /^\/data$/],
  ['TMPDIR', /^\/tmp$/],
];

/** Every setting that verified runs rest on. */
export const TRACKING_SETTINGS: readonly TrackingSetting[] = [
  ...ARGUMENTS.flatMap(([name, value]): TrackingSetting[] => [
    {
      name: `the argument ${name}`,
      holds: (written) => value.test(argumentOf(written, name) ?? ''),
      break: (written) => container(written).args.splice(container(written).args.indexOf(name), 2),
    },
    {
      name: `the value of ${name}`,
      holds: (written) => value.test(argumentOf(written, name) ?? ''),
      break: (written) => (container(written).args[container(written).args.indexOf(name) + 1] = '*'),
    },
  ]),
  ...ENVIRONMENT.map(([name, value]): TrackingSetting => ({
    name: `the variable ${name}`,
    holds: (written) => value.test(environment(written, name) ?? ''),
    break: (written) => {
      const { env } = container(written);
      env.splice(
        (env as { name: string }[]).findIndex((each) => each.name === name),
        1,
      );
    },
  })),
  {
    name: 'no permission by default',
    holds: (written) => /^default_permission = NO_PERMISSIONS$/m.test(ini(written)),
    break: ({ config }) => (config.data['auth.ini'] = config.data['auth.ini'].replace('NO_PERMISSIONS', 'READ')),
  },
  {
    name: 'no password in the configuration file',
    holds: (written) => !/password/i.test(ini(written)),
    break: ({ config }) => (config.data['auth.ini'] += 'admin_password = password1234\n'),
  },
  {
    name: 'the check of passwords',
    holds: (written) =>
      /^authorization_function = mlflow\.server\.auth:authenticate_request_basic_auth$/m.test(ini(written)),
    break: ({ config }) => (config.data['auth.ini'] = config.data['auth.ini'].replace('authenticate_request', 'x')),
  },
  {
    name: 'users on the claim',
    holds: (written) => /^database_uri = sqlite:\/\/\/\/data\/users\.db$/m.test(ini(written)),
    break: ({ config }) => (config.data['auth.ini'] = config.data['auth.ini'].replace('////data', '///tmp')),
  },
  {
    name: 'a start that fails without a password',
    holds: (written) => (container(written).command[2] as string).includes('test -n "$MLFLOW_AUTH_ADMIN_PASSWORD"'),
    break: (written) => (container(written).command[2] = 'exec mlflow server "$@"'),
  },
  {
    name: 'two minutes to start',
    holds: (written) => {
      const { periodSeconds, failureThreshold, httpGet } = container(written).startupProbe;
      return periodSeconds * failureThreshold === 120 && httpGet.path === '/health';
    },
    break: (written) => (container(written).startupProbe.failureThreshold = 3),
  },
  {
    name: 'the memory that it was measured with',
    holds: (written) => {
      const { requests, limits } = container(written).resources;
      return requests.memory === '768Mi' && limits.memory === '1Gi';
    },
    break: (written) => (container(written).resources.limits.memory = '512Mi'),
  },
  {
    name: 'nothing writable but the claim and scratch space',
    holds: (written) => {
      const mounts = container(written).volumeMounts as { mountPath: string; readOnly?: boolean }[];
      const writable = mounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath);
      return JSON.stringify(writable.sort()) === '["/data","/tmp"]';
    },
    break: (written) => container(written).volumeMounts.push({ name: 'other', mountPath: '/opt' }),
  },
];

/** Names of the settings that do not hold. */
export const brokenSettings = (written: Written): string[] =>
  TRACKING_SETTINGS.filter(({ holds }) => !holds(written)).map(({ name }) => name);
