import { iamHomeRegion } from '../../../lib/infra/rules/iam-home-region';
import { iamLeastPrivilege } from '../../../lib/infra/rules/iam-least-privilege';
import { workloadGrants } from '../../../lib/infra/rules/workload-grants';
import { saidBy, stackOf } from './document';

const policy = (...statements: string[]) => stackOf({ oci_identity_policy: { grant: { statements } } });
const NARROW = [
  `request.principal.type = 'workload'`,
  `request.principal.namespace = 'inference'`,
  `request.principal.service_account = 'llama'`,
  `request.principal.cluster_id = '\${oci_containerengine_cluster.main.id}'`,
  `target.bucket.name = 'models'`,
];
const grant = (...conditions: string[]) =>
  policy(
    `Allow any-user to read objects in compartment id ocid1.compartment.oc1..a where all {${conditions.join(', ')}}`,
  );
const without = (at: number) => NARROW.filter((_, index) => index !== at);
const replaced = (at: number, condition: string) => NARROW.map((each, index) => (index === at ? condition : each));

describe('the rule workload-grants', () => {
  it('passes a grant to one ServiceAccount for named targets', () => {
    expect(saidBy(workloadGrants, grant(...NARROW))).toEqual([]);
    const several = `any {target.secret.name = 'a', target.secret.name = 'b'}`;
    expect(saidBy(workloadGrants, grant(...replaced(4, several)))).toEqual([]);
  });

  it('has nothing to say about statements for others', () => {
    expect(saidBy(workloadGrants, policy(`Allow group admins to manage keys in compartment prod`))).toEqual([]);
    expect(
      saidBy(
        workloadGrants,
        policy(`Allow any-user to use keys in compartment c where request.principal.type = 'cluster'`),
      ),
    ).toEqual([]);
  });

  it.each([
    ['any namespace', without(1), 'one namespace'],
    ['any ServiceAccount', without(2), 'one service_account'],
    ['any cluster', without(3), 'one cluster_id'],
    ['any target', without(4), 'names no target'],
    ['all namespaces but one', replaced(1, `request.principal.namespace != 'kube-system'`), 'one namespace'],
    ['a pattern', replaced(2, `request.principal.service_account = /llama*/`), 'one service_account'],
    ['a star', replaced(2, `request.principal.service_account = '*'`), 'one service_account'],
    ['a list', replaced(1, `request.principal.namespace in ('a', 'b')`), 'one namespace'],
    ['an alternative', [`any {${NARROW.slice(0, 2).join(', ')}}`, ...NARROW.slice(2)], 'one type, one namespace'],
    ['a target among others', replaced(4, `any {target.bucket.name = 'a', request.region = 'zrh'}`), 'names no target'],
    ['no principal type', without(0), 'one type'],
  ])('finds a grant to %s', (_, conditions, message) => {
    expect(saidBy(workloadGrants, grant(...conditions))).toEqual([expect.stringContaining(message)]);
  });

  it('names the statement among others', () => {
    const said = saidBy(
      workloadGrants,
      policy('Allow group a to read vcns in compartment b', ...textOf(grant(...without(1)))),
    );
    expect(said).toEqual([expect.stringContaining('oci_identity_policy.grant statements[1]')]);
  });
});

describe('the rule iam-least-privilege', () => {
  it.each([
    `Allow group admins to manage cluster-family in compartment id ocid1.compartment.oc1..a`,
    `Allow service blockstorage to use keys in compartment id \${oci_identity_compartment.c.id} where target.key.id = '\${oci_kms_key.k.id}'`,
    `Allow any-user to {COMPUTE_CLUSTER_LAUNCH_INSTANCE} in compartment id x where request.principal.type = 'nodepool'`,
    `allow any-user to use keys in compartment c where all { request.principal.type = 'cluster', request.principal.compartment.id = target.compartment.id }`,
    `Allow group auditors to inspect vcns in tenancy`,
  ])('passes %s', (statement) => {
    expect(saidBy(iamLeastPrivilege, policy(statement))).toEqual([]);
  });

  it.each([
    [`Allow group a to manage all-resources in compartment b`, 'grants all resources (manage)'],
    [`Allow dynamic-group a to use ALL-RESOURCES in tenancy`, 'grants all resources (use)'],
    [`Allow group a to manage buckets in tenancy`, 'manages a whole tenancy'],
    [`Allow any-user to read objects in compartment b`, 'for anybody of any tenancy'],
    [`Allow any-group to read objects in compartment b where target.bucket.name = 'x'`, 'for anybody'],
    [
      `Allow any-user to read objects in compartment b where any {request.principal.type = 'workload', request.region = 'zrh'}`,
      'for anybody',
    ],
    [`Allow any-user to read objects in compartment b where request.principal.type != 'user'`, 'for anybody'],
    [`\${var.statement}`, 'cannot be read'],
    [
      `Allow any-user to read objects in compartment b where all {request.principal.type = 'workload'`,
      'cannot be read',
    ],
    [`Allow any-user to read objects in compartment b where`, 'cannot be read'],
    [`Allow any-user to read objects in compartment b where request.principal.type 'workload'`, 'cannot be read'],
    [`Endorse group a to manage objects in any-tenancy`, 'cannot be read'],
  ])('finds %s', (statement, message) => {
    expect(saidBy(iamLeastPrivilege, policy(statement))).toEqual([expect.stringContaining(message)]);
  });

  it('finds statements that only the apply knows', () => {
    const unknown = stackOf({ oci_identity_policy: { grant: { statements: '${var.statements}' } } });
    expect(saidBy(iamLeastPrivilege, unknown)).toEqual([expect.stringContaining('cannot be read')]);
  });
});

describe('the rule iam-home-region', () => {
  it('passes what names the provider of the home region, and finds what does not', () => {
    const resource = (provider?: string) => stackOf({ oci_identity_policy: { grant: { provider, statements: [] } } });
    expect(saidBy(iamHomeRegion, resource('oci.home'))).toEqual([]);
    expect(saidBy(iamHomeRegion, resource())).toHaveLength(1);
    expect(saidBy(iamHomeRegion, resource('oci'))).toHaveLength(1);
    expect(saidBy(iamHomeRegion, stackOf({ oci_identity_dynamic_group: { nodes: {} } }))).toHaveLength(1);
  });
});

function textOf(document: ReturnType<typeof policy>): string[] {
  return document.resources.flatMap(({ fields }) => fields['statements'] as string[]);
}
