import fc from 'fast-check';
import { WorkloadAccess } from '../../../lib/infra/identity/workload-access';
import { WorkloadGrant } from '../../../lib/infra/identity/workload-grant';
import { type WorkloadGrantProps } from '../../../lib/infra/identity/workload-grant-props';
import { TerraformDocument } from '../../../lib/infra/rules/terraform-document';
import { judgeTerraform } from '../../../lib/infra/rules/terraform-judge';
import { SecretRef } from '../../../lib/platform';
import { accepted, CLUSTER, COMPARTMENT, emptyStack, ofType } from '../synthesized';

const PROPS: WorkloadGrantProps = {
  clusterId: CLUSTER,
  namespace: 'assistant-inference',
  serviceAccount: 'llama',
  compartmentId: COMPARTMENT,
  access: [WorkloadAccess.readObjects('models')],
};

function granted(props: Partial<WorkloadGrantProps> = {}): {
  grant: WorkloadGrant;
  stack: ReturnType<typeof emptyStack>;
} {
  const stack = emptyStack();
  return { stack, grant: new WorkloadGrant(stack, 'grant', { ...PROPS, ...props }) };
}

describe('WorkloadGrant', () => {
  it('lets one ServiceAccount of one namespace of one cluster at one target', () => {
    const workload =
      `request.principal.type = 'workload', request.principal.namespace = 'assistant-inference', ` +
      `request.principal.service_account = 'llama', request.principal.cluster_id = '${CLUSTER}'`;
    expect(granted().grant.statements).toEqual([
      `Allow any-user to read buckets in compartment id ${COMPARTMENT} where all {${workload}, target.bucket.name = 'models'}`,
      `Allow any-user to read objects in compartment id ${COMPARTMENT} where all {${workload}, target.bucket.name = 'models'}`,
    ]);
  });

  it('is written in the home region', () => {
    expect(ofType(accepted(granted().stack), 'oci_identity_policy')).toMatchObject([{ provider: 'oci.home' }]);
  });

  it('names each secret that may be read', () => {
    const access = [WorkloadAccess.readSecrets(SecretRef.key('a', 'x'), SecretRef.key('b', 'y'))];
    const [statement] = granted({ access }).grant.statements;
    expect(statement).toContain('read secret-bundles');
    expect(statement).toContain(`any {target.secret.name = 'a_x', target.secret.name = 'b_y'}}`);
  });

  it('lets nothing be deleted by who may write', () => {
    const [, statement] = granted({ access: [WorkloadAccess.writeObjects('artifacts')] }).grant.statements;
    expect(statement).toContain('manage objects');
    expect(statement).toContain(`any {request.permission = 'OBJECT_INSPECT'`);
    expect(statement).not.toContain('DELETE');
  });

  it('maps the namespace to the compartment when told to', () => {
    expect(ofType(accepted(granted().stack), 'oci_containerengine_cluster_workload_mapping')).toEqual([]);
    expect(
      ofType(accepted(granted({ mapsNamespace: true }).stack), 'oci_containerengine_cluster_workload_mapping'),
    ).toMatchObject([{ namespace: 'assistant-inference', mapped_compartment_id: COMPARTMENT }]);
  });

  it('has a name that a policy may have, and another one for another grant', () => {
    const stack = emptyStack();
    const long = { ...PROPS, namespace: 'n'.repeat(63), serviceAccount: 's'.repeat(200) };
    new WorkloadGrant(stack, 'a', long);
    new WorkloadGrant(stack, 'b', long);
    const names = ofType(accepted(stack), 'oci_identity_policy').map(({ name }) => String(name));
    expect(new Set(names).size).toBe(2);
    expect(names.every((name) => name.length <= 100)).toBe(true);
  });

  it.each<[string, Partial<WorkloadGrantProps>, string]>([
    ['a cluster of another type', { clusterId: COMPARTMENT }, 'expected that of a cluster'],
    ['a namespace with a quote', { namespace: `a' } or` }, 'is not a DNS-1123 label'],
    ['every namespace', { namespace: '*' }, 'is not a DNS-1123 label'],
    ['every ServiceAccount', { serviceAccount: '*' }, 'is not a DNS-1123 subdomain'],
    ['nothing', { access: [] }, 'access is empty'],
  ])('refuses %s', (_, props, message) => {
    expect(() => granted(props)).toThrow(message);
  });

  it('refuses targets with which a condition would end early', () => {
    expect(() => WorkloadAccess.readObjects(`models'}`)).toThrow('bucketName');
    expect(() => WorkloadAccess.readSecrets()).toThrow('secrets is empty');
    expect(() => WorkloadAccess.readSecrets('value' as unknown as SecretRef)).toThrow('expected a SecretRef');
  });

  it('needs to know the home region', () => {
    expect(() => new WorkloadGrant(emptyStack(false), 'grant', PROPS)).toThrow('which that is');
  });

  it('is never wider than one ServiceAccount, whatever the names', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    const bucket = fc.stringMatching(/^[A-Za-z0-9._-]{1,30}$/);
    fc.assert(
      fc.property(label, label, bucket, label, (namespace, serviceAccount, name, key) => {
        const access = [
          WorkloadAccess.readObjects(name),
          WorkloadAccess.writeObjects(name),
          WorkloadAccess.readSecrets(SecretRef.key(serviceAccount, key)),
        ];
        const { stack } = granted({ namespace, serviceAccount, access });
        const { findings } = judgeTerraform([TerraformDocument.of('prod', stack.toTerraform())]);
        expect(findings).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
