import { Testing } from 'cdk8s';
import { ExternalSecretsOperatorPolicies, NetworkPolicyEnforcer, Platform } from '../../../lib';
import { type Cluster } from '../cluster/cluster';
import { untilServed } from './until-served';
import { scratchImage } from '../cluster/images/scratch-image';
import { NETWORK } from '../cluster/network';
import {
  EXTERNAL_SECRETS_VERSION,
  externalSecretsOperator,
} from '../tools/external-secrets-operator/external-secrets-operator';

const NAMESPACE = 'external-secrets';
/** Under the name that a real installation has, by which `doctor` tells the version. */
export const OPERATOR_IMAGE = `ghcr.io/external-secrets/external-secrets:${EXTERNAL_SECRETS_VERSION}`;

/** Makes the kinds of the operator known. */
export async function applyExternalSecretsDefinitions({ kubectl }: Cluster): Promise<void> {
  const { definitions } = await externalSecretsOperator();
  await kubectl.run(['apply', '--server-side', ...definitions.flatMap((file) => ['-f', file])]);
  await untilServed(kubectl, 'external-secrets.io', ['secretstores', 'externalsecrets']);
}

/** Installs the operator as a cluster does: in a namespace of its own, behind the library's policies, and waits until it runs. */
export async function installExternalSecrets(cluster: Cluster): Promise<void> {
  const { program } = await externalSecretsOperator();
  await cluster.load(await scratchImage('localhost/external-secrets:1', program), OPERATOR_IMAGE);
  await applyExternalSecretsDefinitions(cluster);
  await cluster.kubectl.apply([...documents(), ...policies()]);
  await cluster.kubectl.rollout(NAMESPACE, 'external-secrets');
}

/** What the operator may reach: names, the API server and its provider, for which another address stands here. */
function policies(): object[] {
  const platform = Platform.kubernetes({
    networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
    apiServerCidrs: [`${NETWORK.node}/32`, `${NETWORK.apiServerService}/32`],
    nodeCidrs: [NETWORK.nodes],
  });
  const props = { platform, providerCidrs: [`${NETWORK.outsideHost}/32`], namespace: NAMESPACE };
  return Testing.synth(new ExternalSecretsOperatorPolicies(Testing.app(), 'policies', props)) as object[];
}

/** What the operator's own chart grants it for the two kinds. */
const RULES = [
  {
    apiGroups: ['external-secrets.io'],
    resources: ['secretstores', 'secretstores/status', 'externalsecrets', 'externalsecrets/status'],
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
  { apiGroups: [''], resources: ['serviceaccounts', 'namespaces', 'configmaps'], verbs: ['get', 'list', 'watch'] },
  {
    apiGroups: [''],
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete', 'patch'],
  },
  { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
];

function documents(): object[] {
  const name = 'external-secrets';
  const metadata = { name, namespace: NAMESPACE };
  const labels = { 'app.kubernetes.io/name': name };
  const rbac = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules: RULES },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            containers: [
              {
                name,
                image: OPERATOR_IMAGE,
                imagePullPolicy: 'Never',
                readinessProbe: { httpGet: { path: '/healthz', port: 8082 }, periodSeconds: 1 },
              },
            ],
          },
        },
      },
    },
  ];
}
