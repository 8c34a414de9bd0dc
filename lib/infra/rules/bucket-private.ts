import { Severity } from '../../assurance/finding';
import { blocksOf, type Fields } from './fields';
import { type TerraformRule } from './terraform-rule';

export const bucketPrivate: TerraformRule = {
  id: 'bucket-private',
  title:
    'A bucket is not public and loses nothing to an overwrite: by versions, or by a rule that retains every object.',
  severity: Severity.ERROR,
  remediation: 'Set access_type = "NoPublicAccess" and versioning = "Enabled", or a retention rule.',
  references: ['CIS OCI Foundations: no public buckets', 'OWASP LLM Top 10 2025: LLM03 Supply Chain'],
  problems: (document) =>
    document.ofType('oci_objectstorage_bucket').flatMap((resource) => {
      const access = document.resolved(resource.fields['access_type'] ?? 'NoPublicAccess');
      const versioning = document.resolved(resource.fields['versioning']);
      return [
        ...(access === 'NoPublicAccess'
          ? []
          : [{ resource, message: `access_type is ${JSON.stringify(access)}`, path: 'access_type' }]),
        ...(versioning === 'Enabled' || retains(resource.fields)
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

/** Under a retention rule nothing is overwritten or deleted; OCI takes either the rule or versions. */
function retains(fields: Fields): boolean {
  return blocksOf(fields, 'retention_rules').some((rule) => blocksOf(rule, 'duration').length > 0);
}
