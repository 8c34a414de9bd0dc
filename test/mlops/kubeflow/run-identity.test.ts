import { SecretRef } from '../../../lib';
import { Installed } from './installed';

const installed = new Installed();

describe('the identity of runs', () => {
  it('is an account of its own for each pipeline, that hands out no token', () => {
    for (const name of ['train-and-validate', 'rule-set-release'])
      expect(installed.named('ServiceAccount', name).automountServiceAccountToken).toBe(false);
    expect(installed.kubeflow.runIdentities.map(({ serviceAccountName }) => serviceAccountName)).toEqual([
      'rule-set-release',
      'train-and-validate',
    ]);
  });

  it('may read its pod, one ConfigMap and one Secret, report what came out, and nothing else', () => {
    expect(installed.named('Role', 'rule-set-release').rules).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: ['argoproj.io'], resources: ['workflowtaskresults'], verbs: ['create', 'patch'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['kfp-launcher'], verbs: ['get'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['object-store'], verbs: ['get'] },
    ]);
  });

  it('reaches gRPC of the API server, metadata, the object store, the API server of Kubernetes and names', () => {
    const { egress } = installed.named('NetworkPolicy', 'rule-set-release-egress').spec;
    const open = egress.map(
      ({
        to,
        ports,
      }: {
        to: { podSelector?: { matchLabels: object }; ipBlock?: { cidr: string } }[];
        ports: { port: number }[];
      }) => [
        Object.values(to[0]?.podSelector?.matchLabels ?? {})[0] ?? to[0]?.ipBlock?.cidr,
        ...ports.map(({ port }) => port),
      ],
    );
    expect(open.sort()).toEqual([
      ['10.0.0.2/32', 443, 6443],
      ['kube-dns', 53, 53],
      ['metadata-grpc', 8080],
      ['ml-pipeline', 8887],
      ['seaweedfs', 8333],
    ]);
    expect(installed.named('NetworkPolicy', 'rule-set-release-ingress').spec).not.toHaveProperty('ingress');
  });

  it('is shown by a template that every rule of the policies judges', () => {
    const { template, metadata } = installed.named('PodTemplate', 'rule-set-release');
    expect(metadata.annotations['secure-llm.dev/pods-made-by']).toBe(
      'system:serviceaccount:pipelines:workflow-controller',
    );
    expect(template.metadata.labels).toMatchObject(installed.kubeflow.runIdentities[0]?.podLabels ?? {});
    expect(template.spec.initContainers.map(({ name }: { name: string }) => name)).toEqual(['init', 'kfp-launcher']);
    expect(template.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['wait', 'main']);
  });

  it('is there once', () => {
    expect(() => installed.kubeflow.runIdentity('rule-set-release')).toThrow(
      /there is a run identity "rule-set-release"/,
    );
  });

  it('shows the claims that steps mount, which are then waived as Kubeflow mounts them', () => {
    const mounting = new Installed({}, { claims: ['examples'] });
    const { template, metadata } = mounting.named('PodTemplate', 'train-and-validate');
    expect(template.spec.volumes).toContainEqual({
      name: 'examples',
      persistentVolumeClaim: { claimName: 'examples' },
    });
    expect(Object.keys(metadata.annotations)).toContain('secure-llm.dev/waiver.read-only-claims');
  });

  it('shows the Secrets that steps mount, which are then waived as Kubeflow mounts them', () => {
    const mounting = new Installed({}, { secrets: [SecretRef.key('registry', 'token')] });
    const { spec } = mounting.named('PodTemplate', 'train-and-validate').template;
    expect(spec.volumes).toContainEqual({ name: 'registry', secret: { secretName: 'registry' } });
    const waived = Object.keys(mounting.named('PodTemplate', 'train-and-validate').metadata.annotations);
    expect(waived).toEqual(expect.arrayContaining(['secure-llm.dev/waiver.secret-keys']));
  });
});

describe('the pods of runs', () => {
  const text = installed.configMap('workflow-controller-config').data.config;
  const config = JSON.parse(text);
  const { spec } = config.workflowDefaults;
  const patch = JSON.parse(spec.podSpecPatch);

  it('carry the identity of their account, so that policies select the runs of one pipeline', () => {
    expect(spec.podMetadata.labels).toEqual({ 'secure-llm.dev/workload': '{{workflow.serviceAccountName}}' });
  });

  it('have a token of an hour in place of the one that lives for a year', () => {
    expect(patch.automountServiceAccountToken).toBe(false);
    // as a field of the Workflow, Argo would refuse each pod: "executor.serviceAccountName must not be empty"
    expect(spec).not.toHaveProperty('automountServiceAccountToken');
    const [access] = patch.volumes.filter(({ name }: { name: string }) => name === 'api-access');
    expect(access.projected.sources[0]).toEqual({ serviceAccountToken: { expirationSeconds: 3600, path: 'token' } });
  });

  it('have no environment that Kubeflow would fill from a ConfigMap', () => {
    const fields = patch.containers.map((each: { name: string; envFrom?: null }) => [each.name, each.envFrom]);
    expect(fields).toEqual([
      ['wait', undefined],
      ['main', null],
    ]);
  });

  it('write to volumes of a limited size only', () => {
    for (const { emptyDir, name } of patch.volumes)
      if (name !== 'api-access') expect(emptyDir.sizeLimit).toMatch(/^\d+[MG]i$/);
    const [main] = patch.containers.filter(({ name }: { name: string }) => name === 'main');
    expect(main.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(main.volumeMounts).toContainEqual({ name: 'step-tmp', mountPath: '/tmp' });
  });

  it('are the same whether the API server of the pipelines or somebody else made the Workflow', () => {
    expect(JSON.parse(installed.environment('ml-pipeline').COMPILED_PIPELINE_SPEC_PATCH ?? '')).toEqual(spec);
  });

  it('are gone soon after they end, and a run after a day', () => {
    expect(spec).toMatchObject({
      podGC: { strategy: 'OnPodCompletion' },
      ttlStrategy: { secondsAfterCompletion: 86400 },
      activeDeadlineSeconds: 86400,
    });
  });

  it('have containers of Argo under Pod Security restricted with limits', () => {
    expect(config.executor.securityContext).toMatchObject({
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(config.executor.resources.limits).toHaveProperty('ephemeral-storage');
  });
});
