import { Severity } from '../../assurance/finding';
import { statementsOf } from './iam-policies';
import { necessaryTests, type IamStatement } from './iam-statement';
import { type TerraformRule } from './terraform-rule';

export const iamLeastPrivilege: TerraformRule = {
  id: 'iam-least-privilege',
  title: 'No statement grants all resources, manages a whole tenancy, or lets just anybody in.',
  severity: Severity.ERROR,
  remediation: 'Name the resource type, the compartment and, for any-user, the kind of principal.',
  references: [
    'CIS OCI Foundations: identity and access management',
    'OWASP Kubernetes Top 10 2025: K02 Overly Permissive Authorization',
  ],
  problems: (document) =>
    statementsOf(document).flatMap(({ resource, text, path, statement }) =>
      problemsOf(statement).map((problem) => ({ resource, message: `${problem}: ${JSON.stringify(text)}`, path })),
    ),
};

function problemsOf(statement: IamStatement | undefined): string[] {
  if (statement === undefined) return ['the statement cannot be read, so nobody knows how wide it is'];
  const { subject, verb, resource, location, condition } = statement;
  const isAnybody = /^any-(?:user|group)$/i.test(subject);
  const principals = necessaryTests(condition).filter(
    ({ variable, operator }) => variable === 'request.principal.type' && operator === '=',
  );
  return [
    ...(resource === 'all-resources' ? [`the statement grants all resources (${verb})`] : []),
    ...(/^manage$/i.test(verb) && /^tenancy$/i.test(location) ? ['the statement manages a whole tenancy'] : []),
    ...(isAnybody && principals.length === 0 ? ['the statement is for anybody of any tenancy'] : []),
  ];
}
