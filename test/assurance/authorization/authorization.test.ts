import { Authorization, type Permission } from '../../../lib/assurance/authorization';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { clusterRole, clusterRoleBinding, role, roleBinding, rule } from '../claims/access';
import { type Draft } from '../claims/request-path';

const EXEC: Permission = { verb: 'create', group: '', resource: 'pods/exec' };
const GET_SECRET: Permission = { verb: 'get', group: '', resource: 'secrets' };
const whoCan = (documents: Draft[], permission: Permission, namespace?: string): string[] =>
  Authorization.of(DocumentSet.of(documents))
    .whoCan(permission, namespace)
    .map(({ subject }) => subject);
const withRule = (granted: object): Draft[] => [role('a', 'r', granted), roleBinding('a', 'Role', 'r', 'user u')];

describe('who may do something', () => {
  test.each([
    ['its verb, group and resource', rule('', 'pods/exec', 'create'), true],
    ['every verb', rule('', 'pods/exec', '*'), true],
    ['every group', rule('*', 'pods/exec', 'create'), true],
    ['every resource, subresources too', rule('', '*', 'create'), true],
    ['that subresource of every resource', rule('', '*/exec', 'create'), true],
    ['the resource without its subresources', rule('', 'pods', 'create'), false],
    ['a star after the slash, which means nothing', rule('', 'pods/*', 'create'), false],
    ['another verb', rule('', 'pods/exec', 'get'), false],
    ['another group', rule('apps', 'pods/exec', 'create'), false],
    ['one object by its name', { ...rule('', 'pods/exec', 'create'), resourceNames: ['p'] }, true],
    ['paths that are no resources', { nonResourceURLs: ['*'], verbs: ['*'] }, false],
  ])('is decided by a rule of %s', (_, granted, expected) => {
    expect(whoCan(withRule(granted), EXEC, 'a')).toEqual(expected ? ['user u'] : []);
  });

  test('is not told by names where a request carries none', () => {
    const create: Permission = { verb: 'create', group: '', resource: 'pods' };
    const named = (verb: string): Draft[] => withRule({ ...rule('', 'pods', verb), resourceNames: ['p'] });
    expect(whoCan(named('create'), create, 'a')).toEqual([]);
    expect(whoCan(named('update'), { ...create, verb: 'update' }, 'a')).toEqual(['user u']);
  });

  test('is about one namespace by a RoleBinding, also of a ClusterRole, and about all by a ClusterRoleBinding', () => {
    const documents = [
      clusterRole('debug', {}, rule('', 'pods/exec', 'create')),
      roleBinding('a', 'ClusterRole', 'debug', 'user in-a'),
      clusterRoleBinding('debug', 'user everywhere'),
    ];
    expect(whoCan(documents, EXEC, 'a')).toEqual(['user everywhere', 'user in-a']);
    expect(whoCan(documents, EXEC, 'b')).toEqual(['user everywhere']);
    expect(whoCan(documents, EXEC)).toEqual(['user everywhere']);
  });

  test('takes a Role of the namespace, not one of that name elsewhere', () => {
    const documents = [role('b', 'r', rule('', 'pods/exec', 'create')), roleBinding('a', 'Role', 'r', 'user u')];
    expect(whoCan(documents, EXEC, 'a')).toEqual([]);
    expect(Authorization.of(DocumentSet.of(documents)).unknownRoles).toEqual([
      expect.objectContaining({ role: 'r', namespace: 'a' }),
    ]);
  });

  test('knows ServiceAccounts as the users that they are', () => {
    const binding = roleBinding('a', 'Role', 'r', 'sa tools/agent');
    const here = {
      ...roleBinding('a', 'Role', 'r', ''),
      metadata: { name: 'own', namespace: 'a' },
      subjects: [{ kind: 'ServiceAccount', name: 'own' }],
    };
    expect(whoCan([role('a', 'r', rule('', 'pods/exec', 'create')), binding, here], EXEC, 'a')).toEqual([
      'user system:serviceaccount:tools:agent',
      'user system:serviceaccount:a:own',
    ]);
  });

  describe('through roles that take in others', () => {
    const aggregated = (name: string, label: string, own: Record<string, string> = {}): Draft => ({
      ...clusterRole(name, own),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] },
    });
    const part = clusterRole('part', { inner: 'true' }, rule('', 'pods/exec', 'create'));

    test('is what they all let, also over several steps', () => {
      const documents = [
        aggregated('outer', 'middle'),
        aggregated('between', 'inner', { middle: 'true' }),
        part,
        clusterRoleBinding('outer', 'user u'),
      ];
      const [grant] = Authorization.of(DocumentSet.of(documents)).whoCan(EXEC);
      expect(grant?.subject).toBe('user u');
      expect(grant?.letBy.map(({ name }) => name)).toEqual(['outer-binding', 'part']);
    });

    test('ends where they take in each other', () => {
      const documents = [
        aggregated('one', 'x', { y: 'true' }),
        aggregated('two', 'y', { x: 'true' }),
        clusterRoleBinding('one', 'user u'),
      ];
      expect(whoCan(documents, EXEC)).toEqual([]);
    });

    test('counts for the built-in roles, which nobody wrote into the documents', () => {
      const added = clusterRole(
        'added',
        { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
        rule('', 'secrets', 'get'),
      );
      for (const name of ['view', 'edit', 'admin']) {
        expect(whoCan([added, clusterRoleBinding(name, 'user u')], GET_SECRET)).toEqual(['user u']);
      }
      expect(whoCan([clusterRoleBinding('view', 'user u')], GET_SECRET)).toEqual([]);
      expect(whoCan([clusterRoleBinding('edit', 'user u')], GET_SECRET)).toEqual(['user u']);
      expect(whoCan([clusterRoleBinding('cluster-admin', 'user u')], { verb: 'x', group: 'y', resource: 'z' })).toEqual(
        ['user u'],
      );
    });
  });
});
