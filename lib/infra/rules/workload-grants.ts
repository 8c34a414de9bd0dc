import { Severity } from '../../assurance/finding';
import { statementsOf } from './iam-policies';
import { allTests, necessaryTests, type IamCondition, type IamTest } from './iam-statement';
import { type TerraformRule } from './terraform-rule';

const PRINCIPAL = 'request.principal.';
/** With all of these, a statement is about one ServiceAccount of one cluster. */
const NARROWING = ['namespace', 'service_account', 'cluster_id'];

export const workloadGrants: TerraformRule = {
  id: 'workload-grants',
  title: 'A grant to workloads is for one ServiceAccount of one namespace of one cluster, and for named targets.',
  severity: Severity.ERROR,
  remediation: 'Write grants with WorkloadGrant, one for each ServiceAccount.',
  references: [
    'OWASP Kubernetes Top 10 2025: K08 Cluster To Cloud Lateral Movement',
    'CIS OKE: dedicated service accounts and workload identity',
  ],
  problems: (document) =>
    statementsOf(document)
      .filter(({ statement }) => allTests(statement?.condition).some(isAboutWorkloads))
      .flatMap(({ resource, text, path, statement }) =>
        widenings(statement?.condition).map((problem) => ({
          resource,
          message: `${problem}: ${JSON.stringify(text)}`,
          path,
        })),
      ),
};

function isAboutWorkloads({ variable, value }: IamTest): boolean {
  return (
    (variable === `${PRINCIPAL}type` && /workload/i.test(value)) ||
    NARROWING.some((name) => variable === PRINCIPAL + name)
  );
}

function widenings(condition: IamCondition | undefined): string[] {
  const necessary = necessaryTests(condition);
  const open = ['type', ...NARROWING].filter(
    (name) =>
      !necessary.some((test) => test.variable === PRINCIPAL + name && test.operator === '=' && isOne(test.value)),
  );
  return [
    ...(open.length === 0 ? [] : [`the grant is not bound to one ${open.join(', one ')}`]),
    ...(bindsTarget(condition) ? [] : ['the grant names no target']),
  ];
}

/** A star or a pattern between slashes means many. */
function isOne(value: string): boolean {
  return value !== '' && !value.includes('*') && !value.startsWith('/') && !value.includes(',');
}

/** Whether every way through the condition tests a target for equality. */
function bindsTarget(condition: IamCondition | undefined): boolean {
  if (condition === undefined) return false;
  if (condition.kind === 'test') {
    return /^target\./.test(condition.variable) && condition.operator === '=' && isOne(condition.value);
  }
  const bound = condition.parts.map(bindsTarget);
  return condition.kind === 'all' ? bound.includes(true) : !bound.includes(false);
}
