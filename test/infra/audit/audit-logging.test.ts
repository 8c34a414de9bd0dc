import { type TerraformStack } from 'cdktf';
import { AuditLogging, type AuditLoggingProps } from '../../../lib/infra';
import { accepted, COMPARTMENT, emptyStack, KEY, ofType } from '../synthesized';

function auditWith(props: Partial<AuditLoggingProps> = {}): TerraformStack {
  const stack = emptyStack();
  new AuditLogging(stack, 'audit', { compartmentId: COMPARTMENT, region: 'eu-zurich-1', kmsKeyId: KEY, ...props });
  return stack;
}

describe('AuditLogging', () => {
  it('keeps records where nobody can delete them, not even with the whole stack', () => {
    expect(ofType(accepted(auditWith()), 'oci_objectstorage_bucket')).toMatchObject([
      {
        name: 'audit-records',
        access_type: 'NoPublicAccess',
        kms_key_id: KEY,
        versioning: 'Disabled',
        retention_rules: [{ duration: { time_amount: '365', time_unit: 'DAYS' } }],
        lifecycle: { prevent_destroy: true },
      },
    ]);
  });

  it('locks the retention from a date on, which cannot be taken back', () => {
    const [bucket] = ofType(
      accepted(auditWith({ retentionDays: 3650, retentionLockedFrom: '2027-01-01T00:00:00Z' })),
      'oci_objectstorage_bucket',
    );
    expect(bucket.retention_rules).toMatchObject([
      { duration: { time_amount: '3650' }, time_rule_locked: '2027-01-01T00:00:00Z' },
    ]);
  });

  it('copies the log group and OCI Audit there', () => {
    const written = accepted(auditWith());
    const [connector] = ofType(written, 'oci_sch_service_connector');
    expect(connector).toMatchObject({
      source: { kind: 'logging' },
      target: { kind: 'objectStorage', bucket: expect.stringContaining('oci_objectstorage_bucket') },
    });
    const groups = connector.source.log_sources.map(({ log_group_id: id }: { log_group_id: string }) => id);
    expect(groups).toEqual([expect.stringContaining('oci_logging_log_group'), '_Audit']);
  });

  it('lets the connector write to this bucket only, and comes after the statement', () => {
    const written = accepted(auditWith());
    const [policy] = Object.keys(written.resource?.['oci_identity_policy'] ?? {});
    expect(ofType(written, 'oci_identity_policy')[0].statements[0]).toBe(
      `Allow any-user to manage objects in compartment id ${COMPARTMENT} where all {request.principal.type = 'serviceconnector', ` +
        `request.principal.compartment.id = '${COMPARTMENT}', target.bucket.name = 'audit-records'}`,
    );
    for (const type of ['oci_objectstorage_bucket', 'oci_sch_service_connector']) {
      expect(ofType(written, type)[0].depends_on).toContain(`oci_identity_policy.${policy}`);
    }
  });

  it.each([
    ['a region that is none', { region: 'zurich' }, 'is not an OCI region identifier'],
    ['a retention of no day', { retentionDays: 0 }, 'retentionDays 0 is not allowed'],
    ['a key that is none', { kmsKeyId: COMPARTMENT }, 'expected that of a key'],
  ])('refuses %s', (_, props, message) => {
    expect(() => auditWith(props)).toThrow(message);
  });
});
