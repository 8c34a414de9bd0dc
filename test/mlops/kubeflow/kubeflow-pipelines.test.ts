import { Testing } from 'cdk8s';
import { DocumentSet, judgeDocuments } from '../../../lib/assurance';
import {
  JudgedProgram,
  KubeflowPipelines,
  NetworkPolicyEnforcer,
  Platform,
  Severity,
  TrustZone,
  WebhookCertificate,
} from '../../../lib';
import { Installed, platform } from './installed';

const installed = new Installed();

describe('Kubeflow Pipelines', () => {
  it('have no finding but images without a digest, and notes, once somebody answers for what they cannot do without', () => {
    const { findings } = JudgedProgram.of(installed.zone);
    const left = findings.filter(({ severity, object }) => severity !== Severity.NOTE && object.name !== '*');
    expect(left.filter(({ rule }) => rule !== 'image-digest')).toEqual([]);
    expect(left.map(({ rule }) => rule)).toContain('image-digest');
  });

  it('have each of their risks found by name where nobody answers for it', () => {
    const { findings } = JudgedProgram.of(new Installed({ accepted: undefined }).zone);
    const found = findings
      .filter(({ severity, object }) => severity !== Severity.NOTE && object.name !== '*')
      .map(({ rule, object }) => `${rule} ${object.name}`);
    expect(found.filter((each) => !each.startsWith('image-digest')).sort()).toEqual([
      'R11 rule-set-release',
      'R11 train-and-validate',
      'R13 workflow-controller',
      'environment-secrets ml-pipeline',
      'immutable-config kfp-launcher',
      'opt-out ml-pipeline',
      'read-only-claims mysql',
      'read-only-claims seaweedfs',
      'read-only-root rule-set-release',
      'read-only-root train-and-validate',
      'rollout mysql',
      'rollout seaweedfs',
      'service-account-token ml-pipeline',
      'service-account-token ml-pipeline-persistenceagent',
      'service-account-token rule-set-release',
      'service-account-token train-and-validate',
      'service-account-token workflow-controller',
    ]);
  });

  it('may make pods of runs only where the policies name their controller', () => {
    const app = Testing.app();
    const zone = new TrustZone(app, 'pipelines', { platform });
    const kubeflow = new KubeflowPipelines(zone, 'kubeflow');
    kubeflow.runIdentity('train-and-validate');
    const { findings } = JudgedProgram.of(zone);
    const told = findings.filter(({ rule }) => rule === 'workload-writers' || rule === 'R7');
    expect(told.map(({ object }) => object.name).sort()).toEqual(['train-and-validate', 'workflow-controller']);
    expect(kubeflow.controllerUser).toBe('user system:serviceaccount:pipelines:workflow-controller');
  });

  it('hold no Secret, no default password, and nothing that is called after one', () => {
    const text = JSON.stringify(installed.documents);
    expect(installed.documents.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(text).not.toMatch(/minio123|ALLOW_EMPTY_PASSWORD|admin1234|password1234/);
  });

  it('leave out what pipelines of the second version do not need', () => {
    const deployments = installed.documents
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ metadata }) => metadata.name);
    expect(deployments.sort()).toEqual([
      'metadata-grpc',
      'ml-pipeline',
      'ml-pipeline-persistenceagent',
      'mysql',
      'seaweedfs',
      'workflow-controller',
    ]);
  });

  it('run on nodes of the one architecture that Kubeflow publishes images for', () => {
    for (const { spec } of installed.documents.filter(({ kind }) => kind === 'Deployment'))
      expect(spec.template.spec.nodeSelector).toEqual({ 'kubernetes.io/arch': 'amd64' });
  });

  it('open each service to those who need it, on the port that they need', () => {
    const sources = (name: string): string[] => {
      const rules = installed.named('NetworkPolicy', `${name}-ingress`).spec.ingress as {
        from?: { podSelector: { matchLabels: Record<string, string> } }[];
        ports: { port: number }[];
      }[];
      return rules
        .flatMap(({ from, ports }) =>
          ports.map(
            ({ port }) => `${Object.values(from?.[0]?.podSelector.matchLabels ?? { all: 'anyone' })[0]} ${port}`,
          ),
        )
        .sort();
    };
    expect(sources('mysql')).toEqual(['metadata-grpc 3306', 'ml-pipeline 3306']);
    expect(sources('seaweedfs')).toEqual(['ml-pipeline 8333', 'rule-set-release 8333', 'train-and-validate 8333']);
    expect(sources('metadata-grpc')).toEqual(['rule-set-release 8080', 'train-and-validate 8080']);
    expect(sources('ml-pipeline')).toEqual([
      'anyone 8443',
      'ml-pipeline-persistenceagent 8887',
      'ml-pipeline-persistenceagent 8888',
      'rule-set-release 8887',
      'train-and-validate 8887',
    ]);
  });

  it('have room in the quota for the pods of runs, and an end to it', () => {
    const small = new Installed({ maxRunPods: 2 });
    const pods = (each: Installed): number => Number(each.named('ResourceQuota', 'zone').spec.hard.pods);
    expect(pods(installed) - pods(small)).toBe(10);
  });

  it('stand in a zone of pipelines, once, on a platform that says where its API server is', () => {
    const zone = (id: string, where = platform) => new TrustZone(Testing.app(), id, { platform: where });
    expect(() => new KubeflowPipelines(zone('mlops'), 'kubeflow')).toThrow(/zone "mlops" is not called "pipelines"/);
    expect(() => new KubeflowPipelines(installed.zone, 'again')).toThrow(
      /installed in this zone by pipelines\/kubeflow already/,
    );
    const unknown = Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO });
    expect(() => new KubeflowPipelines(zone('pipelines', unknown), 'kubeflow')).toThrow(/pass apiServerCidrs/);
  });

  it('pass the judges of documents that know nothing of the program', () => {
    const { findings } = judgeDocuments(DocumentSet.parse(installed.app.synthYaml()), { date: '2027-01-31' });
    const errors = findings.filter(({ severity }) => severity === Severity.ERROR);
    expect(errors).toEqual([]);
  });
});

describe('what belongs to the cluster', () => {
  const documents = installed.clusterDocuments;
  const webhooks = documents.filter(({ kind }) => kind.endsWith('WebhookConfiguration'));

  it('is the kinds of Argo and Kubeflow in one version each, whose open parts are kept as they are', () => {
    const crds = documents.filter(({ kind }) => kind === 'CustomResourceDefinition');
    expect(crds.map(({ metadata }) => metadata.name).sort()).toEqual([
      'clusterworkflowtemplates.argoproj.io',
      'cronworkflows.argoproj.io',
      'pipelines.pipelines.kubeflow.org',
      'pipelineversions.pipelines.kubeflow.org',
      'scheduledworkflows.kubeflow.org',
      'workflowartifactgctasks.argoproj.io',
      'workflows.argoproj.io',
      'workflowtaskresults.argoproj.io',
      'workflowtasksets.argoproj.io',
      'workflowtemplates.argoproj.io',
    ]);
    for (const { spec } of crds) {
      expect(spec.versions).toHaveLength(1);
      expect(spec.versions[0].schema.openAPIV3Schema.type).toBe('object');
    }
  });

  it('has no namespace, and is applied before what is of its kinds and webhooks last', () => {
    for (const { metadata } of documents) expect(metadata).not.toHaveProperty('namespace');
    const waves = documents.map(({ metadata }) => Number(metadata.annotations['argocd.argoproj.io/sync-wave']));
    expect(waves).toEqual([...waves].sort((a, b) => a - b));
    expect(documents.at(-1)?.kind).toMatch(/WebhookConfiguration$/);
  });

  it('asks the webhooks about PipelineVersions of the one namespace only, and lets none pass unasked', () => {
    expect(webhooks).toHaveLength(2);
    for (const { webhooks: all } of webhooks) {
      expect(all).toHaveLength(1);
      expect(all[0]).toMatchObject({
        failurePolicy: 'Fail',
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'pipelines' } },
        clientConfig: { service: { namespace: 'pipelines', name: 'ml-pipeline', port: 8443 } },
      });
      expect(all[0].rules[0].resources).toEqual(['pipelineversions']);
    }
  });

  it('has a certificate of cert-manager for the name of the Service, or one that is given with whom to trust', () => {
    expect(installed.named('Certificate', 'kfp-api-webhook-cert').spec.dnsNames).toEqual(['ml-pipeline.pipelines.svc']);
    expect(webhooks[0].metadata.annotations['cert-manager.io/inject-ca-from']).toBe('pipelines/kfp-api-webhook-cert');
    const bundle = Buffer.from('-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n').toString('base64');
    const given = new Installed({ webhookCertificate: WebhookCertificate.secret('webhook-tls', bundle) });
    const [webhook] = given.clusterDocuments.filter(({ kind }) => kind.endsWith('WebhookConfiguration'));
    expect(webhook.webhooks[0].clientConfig.caBundle).toBe(bundle);
    expect(given.documents.filter(({ kind }) => kind === 'Certificate')).toEqual([]);
    expect(() => WebhookCertificate.secret('webhook-tls', 'not base64 of a PEM')).toThrow(/is not base64 of a PEM/);
  });
});
