import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../../platform';
import {
  ConfigFile,
  EnvVar,
  HardenedWorkload,
  ImageCatalog,
  Mount,
  Probe,
  Resources,
  Rollout,
  VolumeClaim,
} from '../../workload';
import { COMPONENT } from './component-names';
import { AMD64 } from './node-architecture';
import { type DatabaseEndpoint } from './pipeline-database';
import { MYSQL } from './ports';

/** A database with its only user. */
export interface MySqlAccount {
  /** Name of the database. */
  readonly databaseName: string;
  /** The user, with all rights there and none elsewhere. */
  readonly user: string;
  /** Key of the password in the Secret of the server. */
  readonly passwordKey: string;
  /** Whether its client knows only the password check of MySQL 5, which the server then offers. */
  readonly nativePassword: boolean;
}

interface MySqlServerProps {
  readonly storage: Size;
  readonly accounts: readonly MySqlAccount[];
}

const SECRETS = '/etc/secure-llm/secrets';

/** MySQL 8.4 in one pod: root only from the pod itself, a user for each database, no password that is known to anybody. */
export class MySqlServer extends Construct {
  /** The workload. */
  readonly workload: HardenedWorkload;

  constructor(scope: Construct, id: string, props: MySqlServerProps) {
    super(scope, id);
    const { accounts, storage } = props;
    const name = COMPONENT.DATABASE;
    const claim = new VolumeClaim(this, 'Claim', { name, size: storage });
    const passwordFile = (key: string): Mount => Mount.secretFile(SecretRef.key(name, key), `${SECRETS}/${key}`);
    const root = passwordFile('root-password');
    const passwords = accounts.map((account) => ({ account, file: passwordFile(account.passwordKey) }));
    const script = passwords.map(({ account, file }) => accountScript(account, file.filePath));
    const users = new ConfigFile(this, 'Users', {
      name: 'mysql-users',
      fileName: 'users.sh',
      text: [QUOTED, ...script, ''].join('\n'),
    });
    const native = accounts.some(({ nativePassword }) => nativePassword);
    this.workload = new HardenedWorkload(this, 'Server', {
      name,
      image: ImageCatalog.MYSQL.image,
      args: [
        // a volume has a folder lost+found, and MySQL initializes an empty one only
        '--datadir=/var/lib/mysql/data',
        '--disable-log-bin',
        '--local-infile=OFF',
        '--skip-name-resolve',
        ...(native ? ['--mysql-native-password=ON'] : []),
      ],
      env: [EnvVar.value('MYSQL_ROOT_PASSWORD_FILE', root.filePath), EnvVar.value('MYSQL_ROOT_HOST', 'localhost')],
      ports: [MYSQL],
      mounts: [
        root,
        ...passwords.map(({ file }) => file),
        Mount.configFile(users, '/docker-entrypoint-initdb.d/users.sh'),
        Mount.claim(claim.claimName, '/var/lib/mysql', { writable: true }),
        Mount.scratch('/var/run/mysqld', Size.mebibytes(16)),
        Mount.scratch('/tmp', Size.mebibytes(256)),
      ],
      resources: Resources.of({
        cpuMillicores: 250,
        cpuLimitMillicores: 1000,
        memory: Size.gibibytes(1),
        ephemeralStorage: Size.mebibytes(512),
      }),
      // it opens the port once it has initialized itself and made the users
      startupProbe: Probe.tcp({ port: MYSQL.number, periodSeconds: 5, failureThreshold: 60 }),
      readinessProbe: Probe.tcp({ port: MYSQL.number }),
      livenessProbe: Probe.tcp({ port: MYSQL.number, periodSeconds: 20, failureThreshold: 6 }),
      replicas: 1,
      rollout: Rollout.recreate(),
      terminationGracePeriodSeconds: 120,
      nodeSelector: AMD64,
    });
  }

  /** Where it is. */
  get endpoint(): DatabaseEndpoint {
    const { serviceName, zone } = this.workload;
    return { host: `${serviceName}.${zone.namespace}.svc`, port: MYSQL, encrypted: false, peer: this.workload };
  }
}

/** The image's entry point reads the file as its own, and offers the function that speaks to the server as root. */
const QUOTED = `quoted() { sed -e 's/\\\\/\\\\\\\\/g' -e "s/'/''/g" "$1" | tr -d '\\r\\n'; }`;

function accountScript({ databaseName, user, nativePassword }: MySqlAccount, file: string): string {
  const check = nativePassword ? ' WITH mysql_native_password' : '';
  return [
    'docker_process_sql --database=mysql <<SQL',
    `CREATE DATABASE ${databaseName};`,
    `CREATE USER '${user}'@'%' IDENTIFIED${check} BY '$(quoted ${file})';`,
    `GRANT ALL PRIVILEGES ON ${databaseName}.* TO '${user}'@'%';`,
    'SQL',
  ].join('\n');
}
