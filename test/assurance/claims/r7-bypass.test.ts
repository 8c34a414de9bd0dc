import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r7 } from '../../../lib/assurance/claims/r7-bypass';
import { clusterRole, clusterRoleBinding, role, roleBinding, rule } from './access';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, type Draft } from './request-path';

const adding =
  (...added: Draft[]) =>
  (documents: Draft[]) => {
    documents.push(...added);
  };
/** What each permission is called in a counterexample, and the rule that grants it in a zone. */
const IN_A_ZONE: [string, object][] = [
  ['create pods/exec', rule('', 'pods/exec', 'create')],
  ['get pods/exec', rule('', 'pods/exec', 'get')],
  ['create pods/attach', rule('', 'pods/attach', 'create')],
  ['create pods/portforward', rule('', 'pods/portforward', 'create')],
  ['get pods/proxy', rule('', 'pods/proxy', 'get')],
  ['get services/proxy', rule('', 'services/proxy', 'get')],
  ['patch pods/ephemeralcontainers', rule('', 'pods/ephemeralcontainers', 'patch')],
  ['get pods/log', rule('', 'pods/log', 'get')],
  ['create serviceaccounts/token', rule('', 'serviceaccounts/token', 'create')],
  ['impersonate serviceaccounts', rule('', 'serviceaccounts', 'impersonate')],
  ['create pods', rule('', 'pods', 'create')],
  ['patch deployments.apps', rule('apps', 'deployments', 'patch')],
  ['create cronjobs.batch', rule('batch', 'cronjobs', 'create')],
  [
    'deletecollection networkpolicies.networking.k8s.io',
    rule('networking.k8s.io', 'networkpolicies', 'deletecollection'),
  ],
  ['create endpointslices.discovery.k8s.io', rule('discovery.k8s.io', 'endpointslices', 'create')],
  ['create rolebindings.rbac.authorization.k8s.io', rule('rbac.authorization.k8s.io', 'rolebindings', 'create')],
  ['escalate roles.rbac.authorization.k8s.io', rule('rbac.authorization.k8s.io', 'roles', 'escalate')],
];
/** The same for the whole cluster. */
const IN_THE_CLUSTER: [string, object][] = [
  ['get nodes/proxy', rule('', 'nodes/proxy', 'get')],
  ['impersonate groups', rule('', 'groups', 'impersonate')],
  ['bind clusterroles.rbac.authorization.k8s.io', rule('rbac.authorization.k8s.io', 'clusterroles', 'bind')],
  ['approve signers.certificates.k8s.io', rule('certificates.k8s.io', 'signers', 'approve')],
  [
    'update certificatesigningrequests.certificates.k8s.io/approval',
    rule('certificates.k8s.io', 'certificatesigningrequests/approval', 'update'),
  ],
  [
    'delete validatingadmissionpolicybindings.admissionregistration.k8s.io',
    rule('admissionregistration.k8s.io', 'validatingadmissionpolicybindings', 'delete'),
  ],
  ['patch namespaces', rule('', 'namespaces', 'patch')],
  ['update namespaces/finalize', rule('', 'namespaces/finalize', 'update')],
];

describe('claim R7', () => {
  holdsUntil(r7, [
    ...IN_A_ZONE.map(([permission, granted]) => ({
      title: `${permission} in a zone`,
      change: adding(role('output', 'dev', granted), roleBinding('output', 'Role', 'dev', 'group developers')),
      sentence: `group developers may ${permission} in namespace output, by RoleBinding output/dev-binding and Role output/dev`,
    })),
    ...IN_THE_CLUSTER.map(([permission, granted]) => ({
      title: `${permission} in the cluster`,
      change: adding(clusterRole('ops', {}, granted), clusterRoleBinding('ops', 'user eve')),
      sentence: `user eve may ${permission} in the cluster, by ClusterRoleBinding ops-binding and ClusterRole ops`,
    })),
    {
      title: 'a built-in role',
      change: adding(roleBinding('inference', 'ClusterRole', 'edit', 'group developers')),
      sentence:
        'group developers may create pods/exec and 47 more in namespace inference, by RoleBinding inference/edit-binding and ClusterRole edit',
    },
    {
      title: 'a role that adds itself to a built-in one that people have anyway',
      change: adding(
        clusterRole(
          'debugger',
          { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
          rule('', 'pods/exec', 'create'),
        ),
        roleBinding('output', 'ClusterRole', 'view', 'group readers'),
      ),
      sentence:
        'group readers may create pods/exec in namespace output, by RoleBinding output/view-binding and ClusterRole debugger',
    },
    {
      title: 'a ServiceAccount of another namespace',
      change: adding(
        clusterRole('agent', {}, rule('', 'pods/exec', 'create')),
        clusterRoleBinding('agent', 'sa tools/agent'),
      ),
      sentence:
        'user system:serviceaccount:tools:agent may create pods/exec in namespace output, by ClusterRoleBinding agent-binding and ClusterRole agent',
    },
    {
      title: 'somebody who can become a deployer',
      context: { ...CONTEXT, deployers: ['user system:serviceaccount:ci:deployer'] },
      change: adding(
        role('ci', 'builder', rule('', 'pods', 'create')),
        roleBinding('ci', 'Role', 'builder', 'group builders'),
      ),
      sentence: 'group builders may create pods in namespace ci, by RoleBinding ci/builder-binding and Role ci/builder',
    },
  ]);

  const outcome = (context: object, ...added: Draft[]): ClaimOutcome =>
    r7.judge(changed(adding(...added)), { ...CONTEXT, ...context }).outcome;

  test('holds of deployers, named in the context or in the parameters of the admission rules', () => {
    const granted = [clusterRole('all', {}, rule('*', '*', '*')), clusterRoleBinding('all', 'group platform')];
    const parameters: Draft = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'parameters', namespace: 'secure-llm-policies' },
      data: { deployers: 'user root\ngroup platform\n' },
    };
    expect(outcome({}, ...granted)).toBe(ClaimOutcome.PROVEN);
    expect(outcome({ deployers: undefined }, ...granted)).toBe(ClaimOutcome.REFUTED);
    expect(outcome({ deployers: undefined }, ...granted, parameters)).toBe(ClaimOutcome.PROVEN);
  });

  test('holds of roles elsewhere, of reading, and of creating by name, which no request can', () => {
    expect(
      outcome(
        {},
        role('shop', 'dev', rule('', 'pods', 'create')),
        roleBinding('shop', 'Role', 'dev', 'group developers'),
        role('output', 'reader', rule('', 'pods', 'get', 'list')),
        roleBinding('output', 'Role', 'reader', 'group developers'),
        role('output', 'named', { ...rule('', 'pods', 'create'), resourceNames: ['one'] }),
        roleBinding('output', 'Role', 'named', 'group developers'),
      ),
    ).toBe(ClaimOutcome.PROVEN);
  });

  test('holds of what Kubernetes binds for its own parts, not of who only wears the label', () => {
    const label = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
    const all = clusterRole('all', {}, rule('*', '*', '*'));
    expect(outcome({}, all, clusterRoleBinding('all', 'user system:kube-controller-manager', label))).toBe(
      ClaimOutcome.PROVEN,
    );
    expect(outcome({}, all, clusterRoleBinding('all', 'user eve', label))).toBe(ClaimOutcome.REFUTED);
    expect(outcome({}, all, clusterRoleBinding('all', 'group system:authenticated', label))).toBe(ClaimOutcome.REFUTED);
  });

  test('cannot be decided where a binding names a role that nobody has seen', () => {
    const verdict = r7.judge(
      changed(adding(roleBinding('output', 'ClusterRole', 'mystery', 'group developers'))),
      CONTEXT,
    );
    expect(verdict).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason: 'RoleBinding output/mystery-binding binds role mystery, which was not seen',
    });
  });
});
