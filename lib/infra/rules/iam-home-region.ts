import { Severity } from '../../assurance/finding';
import { type TerraformRule } from './terraform-rule';

export const iamHomeRegion: TerraformRule = {
  id: 'iam-home-region',
  title: 'What writes to IAM names the provider of the home region, because every other region refuses it.',
  severity: Severity.ERROR,
  remediation: 'Pass provider: HomeRegion.of(this).provider.',
  references: ['OCI documentation: IAM resources are written in the home region'],
  problems: (document) =>
    document
      .ofType('oci_identity_policy', 'oci_identity_dynamic_group')
      .filter(({ fields }) => typeof fields['provider'] !== 'string' || !fields['provider'].includes('.'))
      .map((resource) => ({
        resource,
        message: 'the resource is written in whatever region the stack is in',
        path: 'provider',
      })),
};
