import { Size } from 'cdk8s';
import { ObjectStore, Peer, PipelineDatabase, SecretRef } from '../../../lib';
import { Installed } from './installed';

const peer = Peer.cidr('192.0.2.0/24', { reachedByName: true });

describe('an object store that exists', () => {
  const s3 = (host: string, bucket = 'artifacts') => ObjectStore.s3({ host, peer, bucket, secretName: 's3' });

  it.each([
    'mytenancy.compat.objectstorage.eu-zurich-1.oraclecloud.com',
    'mytenancy.compat.objectstorage.eu-zurich-1.oci.customer-oci.com',
  ])('is not %s, which Kubeflow Pipelines 2.17 cannot use', (host) => {
    expect(() => s3(host)).toThrow(/is OCI Object Storage, which Kubeflow Pipelines 2\.17 cannot use.*seaweedfs/);
  });

  it.each(['https://s3.example.com', 's3.example.com:443', 's3.example.com/bucket', ''])('is not %p', (host) => {
    expect(() => s3(host)).toThrow(/is no host name/);
  });

  it.each(['a', 'Bucket', '-a-', 'a b'])('has no bucket called %p', (bucket) => {
    expect(() => s3('s3.example.com', bucket)).toThrow(/bucket .* is not allowed/);
  });

  it('is where API server and runs are configured and let to, and then the zone has none of its own', () => {
    const installed = new Installed({ objectStore: s3('s3.example.com') });
    expect(installed.environment('ml-pipeline')).toMatchObject({
      OBJECTSTORECONFIG_HOST: 's3.example.com',
      OBJECTSTORECONFIG_PORT: '443',
      OBJECTSTORECONFIG_SECURE: 'true',
    });
    const { providers, defaultPipelineRoot } = installed.configMap('kfp-launcher').data;
    expect(defaultPipelineRoot).toBe('s3://artifacts/v2/artifacts');
    expect(JSON.parse(providers).s3.default).toMatchObject({
      endpoint: 's3.example.com:443',
      disableSSL: false,
      credentials: { secretRef: { secretName: 's3', accessKeyKey: 'accesskey', secretKeyKey: 'secretkey' } },
    });
    for (const name of ['ml-pipeline', 'train-and-validate'])
      expect(JSON.stringify(installed.named('NetworkPolicy', `${name}-egress`).spec)).toContain('"192.0.2.0/24"');
    expect(installed.documents.map(({ metadata }) => metadata.name)).not.toContain('seaweedfs');
  });
});

describe('the object store of the zone', () => {
  const installed = new Installed({
    objectStore: ObjectStore.seaweedfs({ bucket: 'runs', storage: Size.gibibytes(80) }),
  });

  it('lets S3 out of its pod and keeps what knows no credentials on the loopback address', () => {
    const { args } = installed.container('seaweedfs');
    expect(args).toEqual(
      expect.arrayContaining(['-ip=127.0.0.1', '-ip.bind=127.0.0.1', '-s3.ip.bind=0.0.0.0', '-s3.iam=false']),
    );
    expect(installed.named('Service', 'seaweedfs').spec.ports.map(({ port }: { port: number }) => port)).toEqual([
      8333,
    ]);
  });

  it('has one account, that owns one bucket, from a Secret that shows nowhere but in a file in memory', () => {
    const [init] = installed.named('Deployment', 'seaweedfs').spec.template.spec.initContainers;
    expect(init.command[2]).toContain('"Admin:runs"');
    expect(init.command[2]).not.toMatch(/"Admin"[,\]]/);
    expect(init.env).toBeUndefined();
    expect(installed.container('seaweedfs').env).toBeUndefined();
    const mounted = installed.container('seaweedfs').volumeMounts.map(({ name }: { name: string }) => name);
    expect(mounted.filter((name: string) => name.startsWith('secret-'))).toEqual([]);
  });

  it('keeps its data on a claim of the size that is asked for', () => {
    expect(installed.named('PersistentVolumeClaim', 'seaweedfs').spec.resources.requests.storage).toBe('80Gi');
  });
});

describe('the database of the zone', () => {
  const installed = new Installed();
  const script = installed.configMap('mysql-users').data['users.sh'];

  it('makes a user for each who asks it, with rights on its own database, and passwords from files', () => {
    expect(script).toContain("CREATE USER 'pipelines'@'%' IDENTIFIED BY '$(quoted ");
    expect(script).toContain("GRANT ALL PRIVILEGES ON mlpipeline.* TO 'pipelines'@'%'");
    expect(script).toContain("GRANT ALL PRIVILEGES ON metadb.* TO 'metadata'@'%'");
    expect(script).not.toContain('*.*');
  });

  it('lets root in from its own pod only, and offers the old check of passwords for the metadata store alone', () => {
    expect(installed.environment('mysql').MYSQL_ROOT_HOST).toBe('localhost');
    expect(script.match(/mysql_native_password/g)).toHaveLength(1);
    expect(script).toContain("CREATE USER 'metadata'@'%' IDENTIFIED WITH mysql_native_password");
  });

  it('ends its old pod before the new one starts, because a volume has one writer', () => {
    expect(installed.named('Deployment', 'mysql').spec.strategy).toEqual({ type: 'Recreate' });
  });
});

describe('a database that exists', () => {
  const props = { peer, user: 'kfp', password: SecretRef.key('heatwave', 'password') };

  it.each(['mysql://db', 'db:3306', ''])('is not at %p', (host) => {
    expect(() => PipelineDatabase.external({ host, ...props })).toThrow(/is no host name/);
  });

  it('has no name with more in it than a name', () => {
    expect(() => PipelineDatabase.external({ host: 'db', ...props, databaseName: 'a; DROP' })).toThrow(
      /database name "a; DROP" is not allowed/,
    );
  });

  it('is asked over TLS, and the metadata store, which cannot, has a small one of its own', () => {
    const installed = new Installed({ database: PipelineDatabase.external({ host: 'heatwave.example', ...props }) });
    expect(installed.environment('ml-pipeline')).toMatchObject({
      DBCONFIG_MYSQLCONFIG_HOST: 'heatwave.example',
      DBCONFIG_MYSQLCONFIG_USER: 'kfp',
    });
    const config = JSON.parse(installed.configMap('ml-pipeline-config').data['config.json']);
    expect(config.DBConfig.MySQLConfig.ExtraParams).toEqual({ tls: 'true' });
    const script = installed.configMap('mysql-users').data['users.sh'];
    expect(script).toContain('metadb');
    expect(script).not.toContain('mlpipeline');
  });
});
