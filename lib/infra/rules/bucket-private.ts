import { Severity } from '../../assurance/finding';
import { type TerraformRule } from './terraform-rule';

export const bucketPrivate: TerraformRule = {
  id: 'bucket-private',
  title: 'A bucket is not public and keeps the versions of what it holds.',
  severity: Severity.ERROR,
  remediation: 'Set access_type = "NoPublicAccess" and versioning = "Enabled".',
  references: ['CIS OCI Foundations: no public buckets', 'OWASP LLM03:2025 Supply Chain'],
  problems: (document) =>
    document.ofType('oci_objectstorage_bucket').flatMap((resource) => {
      const access = document.resolved(resource.fields['access_type'] ?? 'NoPublicAccess');
      const versioning = document.resolved(resource.fields['versioning']);
      return [
        ...(access === 'NoPublicAccess'
          ? []
          : [{ resource, message: `access_type is ${JSON.stringify(access)}`, path: 'access_type' }]),
        ...(versioning === 'Enabled'
          ? []
          : [
              {
                resource,
                message: `versioning is ${JSON.stringify(versioning)}, so what is overwritten is lost`,
                path: 'versioning',
              },
            ]),
      ];
    }),
};
