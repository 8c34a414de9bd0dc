import { Testing } from 'cdk8s';
import { AdmissionPolicies, ImageCatalog, ImagesLock, KubeflowPipelines, Peer, Port, TrustZone } from '../../../lib';
import { type Document, podOf } from '../../workload/declared';
import { ACCEPTED, Installed, platform } from './installed';

const installed = new Installed();
const environment = installed.environment('ml-pipeline');

describe("the pipelines' API server", () => {
  it('keeps pipelines as objects of the cluster and serves the webhook that checks them', () => {
    const { command, args, ports } = installed.container('ml-pipeline');
    expect(command).toEqual(['/bin/apiserver']);
    expect(args).toEqual(
      expect.arrayContaining([
        '--pipelinesStoreKubernetes=true',
        '--webhookTLSCertPath=/etc/webhook/tls.crt/tls.crt',
        '--webhookTLSKeyPath=/etc/webhook/tls.key/tls.key',
      ]),
    );
    expect(ports.map(({ containerPort }: { containerPort: number }) => containerPort)).toEqual([8888, 8887, 8443]);
  });

  it('runs no image called latest, and none that the images of the zone do not name', () => {
    expect(environment.V2_DRIVER_IMAGE).toBe('ghcr.io/kubeflow/kfp-driver:2.17.0');
    expect(environment.V2_LAUNCHER_IMAGE).toBe('ghcr.io/kubeflow/kfp-launcher:2.17.0');
  });

  it('runs driver, launcher and executor by the digests of the lock', () => {
    const digest = `sha256:${'5'.repeat(64)}`;
    const images = Object.fromEntries(
      [ImageCatalog.KFP_DRIVER, ImageCatalog.KFP_LAUNCHER, ImageCatalog.ARGO_EXECUTOR].map(({ image }) => [
        image.toString(),
        digest,
      ]),
    );
    const imagesLock = ImagesLock.parse(JSON.stringify({ format: 1, images }), 'test');
    const app = Testing.app();
    const zone = new TrustZone(app, 'pipelines', { platform, imagesLock });
    const { controllerUser } = new KubeflowPipelines(zone, 'kubeflow', { accepted: ACCEPTED });
    new AdmissionPolicies(app, 'admission-policies', { controllers: [controllerUser] });
    const [server] = podOf(zone, 'ml-pipeline').spec.containers;
    const told = (name: string) => (server.env as Document[]).find((each) => each.name === name).value;
    expect(told('V2_DRIVER_IMAGE')).toBe(`ghcr.io/kubeflow/kfp-driver:2.17.0@${digest}`);
    expect(told('V2_LAUNCHER_IMAGE')).toBe(`ghcr.io/kubeflow/kfp-launcher:2.17.0@${digest}`);
    const [controller] = podOf(zone, 'workflow-controller').spec.containers;
    expect(controller.args).toContain(`--executor-image=quay.io/argoproj/argoexec:v3.7.15@${digest}`);
  });

  it('lets no step run as root, and takes no pipelines of the first version, which are whatever Argo runs', () => {
    expect(environment).toMatchObject({
      DEFAULT_SECURITY_CONTEXT_RUN_AS_USER: '10001',
      DEFAULT_SECURITY_CONTEXT_RUN_AS_GROUP: '10001',
      DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT: 'true',
      DEFAULT_SECURITY_CONTEXT_HOST_USERS: 'false',
      BLOCK_V1_PIPELINES: 'true',
    });
  });

  it('names a visualization server that nobody runs, because it ends without one', () => {
    expect(environment.ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_HOST).toMatch(/\.invalid$/);
    expect(environment.ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_PORT).toBe('8888');
  });

  it('is killed soon after it is told to end, because it never ends by itself', () => {
    expect(installed.named('Deployment', 'ml-pipeline').spec.template.spec.terminationGracePeriodSeconds).toBe(10);
  });

  it('has a configuration of ours: no default credentials, no plugin that waits for a server of somebody else', () => {
    const { data, immutable } = installed.configMap('ml-pipeline-config');
    expect(immutable).toBe(true);
    const config = JSON.parse(data['config.json']);
    expect(config).not.toHaveProperty('plugins');
    expect(data['config.json']).not.toMatch(/minio|opendatahub|password/i);
    const mount = installed
      .container('ml-pipeline')
      .volumeMounts.find(({ mountPath }: { mountPath: string }) => mountPath === '/config/config.json');
    expect(mount).toMatchObject({ subPath: 'config.json', readOnly: true });
  });

  it('gives an account that does not exist to runs that name none', () => {
    const config = JSON.parse(installed.configMap('ml-pipeline-config').data['config.json']);
    const accounts = installed.documents
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map(({ metadata }) => metadata.name);
    expect(accounts).not.toContain(config.DEFAULTPIPELINERUNNERSERVICEACCOUNT);
  });

  it('reads three secrets, each from a Secret, and writes none', () => {
    const secret = installed
      .container('ml-pipeline')
      .env.filter(({ valueFrom }: { valueFrom?: { secretKeyRef?: object } }) => valueFrom?.secretKeyRef !== undefined)
      .map(({ name }: { name: string }) => name);
    expect(secret).toEqual([
      'DBCONFIG_MYSQLCONFIG_PASSWORD',
      'OBJECTSTORECONFIG_ACCESSKEY',
      'OBJECTSTORECONFIG_SECRETACCESSKEY',
    ]);
  });

  it('may make Workflows and keep pipelines, and neither touch pods, logs and Secrets nor start recurring runs', () => {
    const rules = installed.named('Role', 'ml-pipeline').rules as { resources: string[]; verbs: string[] }[];
    const resources = rules.flatMap((rule) => rule.resources);
    for (const forbidden of ['pods', 'pods/log', 'secrets', '*']) expect(resources).not.toContain(forbidden);
    const [recurring] = rules.filter((rule) => rule.resources.includes('scheduledworkflows'));
    expect(recurring?.verbs).toEqual(['get', 'list', 'watch']);
  });
});

describe('a program with an MLflow server', () => {
  const peer = Peer.pods({ namespace: 'tracking', labels: { app: 'mlflow' } });
  const tracked = new Installed({
    tracking: { endpoint: 'http://mlflow.tracking.svc:5000', peer, port: Port.tcp(5000) },
  });

  it('tells the API server of it, with credentials by reference and a wait that a run can bear', () => {
    const config = JSON.parse(tracked.configMap('ml-pipeline-config').data['config.json']);
    expect(config.plugins.mlflow).toMatchObject({
      endpoint: 'http://mlflow.tracking.svc:5000',
      timeout: '10s',
      settings: { authType: 'basic-auth', workspacesEnabled: false },
    });
  });

  it('lets API server and runs read the one Secret with its credentials, by name', () => {
    for (const name of ['ml-pipeline', 'rule-set-release']) {
      const rules = tracked.named('Role', name).rules as { resources: string[]; resourceNames: string[] }[];
      const [secrets] = rules.filter(({ resources }) => resources.includes('secrets'));
      expect(secrets?.resourceNames).toContain('kfp-mlflow-credentials');
    }
  });
});
