import { Severity } from '../../assurance/finding';
import { isTrue } from './fields';
import { type TerraformRule } from './terraform-rule';

export const keyRotation: TerraformRule = {
  id: 'key-rotation',
  title: 'A key of a vault rotates by itself.',
  severity: Severity.ERROR,
  remediation: 'Set is_auto_rotation_enabled = true and an interval; only a virtual private vault can.',
  references: [
    'OWASP Kubernetes Top 10 2025: K03 Secrets Management Failures',
    'CIS OCI Foundations: rotate customer managed keys at least annually',
  ],
  problems: (document) =>
    document
      .ofType('oci_kms_key')
      .filter(({ fields }) => !isTrue(document.resolved(fields['is_auto_rotation_enabled'])))
      .map((resource) => ({
        resource,
        message: 'the key does not rotate by itself',
        path: 'is_auto_rotation_enabled',
      })),
};
