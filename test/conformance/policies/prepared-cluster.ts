import { type KubernetesDocument } from '../../../lib/assurance/document';
import { PARAMETERS } from '../../../lib/assurance/policy-parameters';
import { type Requester } from '../../../lib/assurance/policy-request';
import { APPROVALS, RELEASES } from '../../policies/approvals';
import { document, namespace, OUTSIDE, PIPELINES, ZONE } from '../../policies/documents';
import { NAMESPACES } from '../../policies/judge-case';
import { ApiServer } from '../api-server/api-server';
import { ADMIN, type Persona } from '../api-server/persona';

/** Kinds of extensions that some rule is about, in the least form that an API server serves. */
const EXTENSIONS = [
  extension('cilium.io', 'v2', 'CiliumNetworkPolicy', 'ciliumnetworkpolicies', 'Namespaced'),
  extension('crd.projectcalico.org', 'v1', 'GlobalNetworkPolicy', 'globalnetworkpolicies', 'Cluster'),
  extension('policy.networking.k8s.io', 'v1alpha2', 'ClusterNetworkPolicy', 'clusternetworkpolicies', 'Cluster'),
  extension('argoproj.io', 'v1alpha1', 'Workflow', 'workflows', 'Namespaced'),
  extension('gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes', 'Namespaced'),
];

/**
 * A policy that is always bound and judges nothing. Kubernetes 1.36 stops to watch ConfigMaps when no bound policy has one
 * as its parameters, and never starts again: the policies would go on with the parameters of that moment.
 */
const KEEPER = [
  document(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    { name: 'keeper' },
    {
      spec: {
        paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
        matchConstraints: {
          resourceRules: [{ apiGroups: ['none'], apiVersions: ['*'], operations: ['CREATE'], resources: ['none'] }],
        },
        validations: [{ expression: 'true' }],
      },
    },
  ),
  document(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    { name: 'keeper' },
    {
      spec: {
        policyName: 'keeper',
        validationActions: ['Deny'],
        paramRef: { ...PARAMETERS, parameterNotFoundAction: 'Allow' },
      },
    },
  ),
];

/** The persona of a requester: the API server adds `system:authenticated` itself. */
export function personaOf({ username, groups }: Requester): Persona {
  return { name: username, groups: groups.filter((group) => group !== 'system:authenticated') };
}

/** Starts an API server where everybody has all rights, so that what refuses is admission. */
export async function preparedCluster(requesters: readonly Requester[]): Promise<ApiServer> {
  const personas = [...new Map(requesters.map((requester) => [requester.username, personaOf(requester)])).values()];
  const server = await ApiServer.start({ personas: personas.filter(({ name }) => name !== ADMIN.name) });
  try {
    const names = ['default', 'guard', 'other', 'secret-reader', 'rule-set-release'];
    const accounts = [ZONE, OUTSIDE, PIPELINES].flatMap((namespace) =>
      names.map((name) => document('v1', 'ServiceAccount', { name, namespace })),
    );
    const approvals = [namespace(RELEASES), ...APPROVALS.values()];
    for (const object of [...NAMESPACES, ...accounts, ...approvals, ...EXTENSIONS, ...KEEPER, everything(personas)]) {
      const { status, body } = await server.client().create(object);
      if (status !== 201) throw new Error(`${object.kind} ${object.metadata.name}: ${JSON.stringify(body)}`);
    }
    return server;
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

function everything(personas: readonly Persona[]): KubernetesDocument {
  const apiGroup = 'rbac.authorization.k8s.io';
  return document(
    `${apiGroup}/v1`,
    'ClusterRoleBinding',
    { name: 'everything' },
    {
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: personas.map(({ name }) => ({ apiGroup, kind: 'User', name })),
    },
  );
}

function extension(group: string, version: string, kind: string, plural: string, scope: string): KubernetesDocument {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const name = `${plural}.${group}`;
  // groups of Kubernetes itself ask for it
  const annotations = { 'api-approved.kubernetes.io': 'unapproved, a stand-in for tests' };
  return document(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    { name, annotations },
    {
      spec: {
        group,
        scope,
        names: { kind, plural, singular: kind.toLowerCase() },
        versions: [{ name: version, served: true, storage: true, schema }],
      },
    },
  );
}
