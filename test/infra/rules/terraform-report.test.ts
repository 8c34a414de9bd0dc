import { judgeTerraform } from '../../../lib/infra/rules/terraform-judge';
import { terraformReport, terraformReportFiles } from '../../../lib/infra/rules/terraform-report';
import { TERRAFORM_RULES } from '../../../lib/infra/rules/terraform-rules';
import { stackOf } from './document';

const waiver = {
  reason: 'the key signs releases and is rotated by hand',
  evidence: 'https://tickets.example/42',
  owner: 'platform-team',
  expires: '2027-01-31',
};
const judgement = judgeTerraform([
  stackOf({ oci_kms_key: { open: {}, waived: { '//': { waivers: { 'key-rotation': waiver } } } } }),
]);

describe('the report about Terraform stacks', () => {
  it('counts what is found and what is accepted, by every rule that there is', () => {
    const report = terraformReport(judgement, { title: 'prod' });
    expect(report.summary).toEqual({ passed: false, findings: { error: 1, warning: 0, note: 0 }, waived: 1 });
    expect(report.rules.map(({ rule }) => rule)).toEqual(TERRAFORM_RULES.map(({ id }) => id));
    expect(report.rules).toContainEqual(expect.objectContaining({ rule: 'key-rotation', findings: 2 }));
    expect([report.title, report.tool.name]).toEqual(['prod', 'cdk8s-secure-llm']);
  });

  it('names each rule once, in order', () => {
    const ids = TERRAFORM_RULES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('is written as SARIF with what is accepted as suppressed', () => {
    const sarif = JSON.parse(terraformReportFiles(judgement).get('terraform.sarif') ?? '');
    const results = sarif.runs[0].results;
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['key-rotation', 'key-rotation']);
    expect(results[0].suppressions).toBeUndefined();
    expect(results[1].suppressions[0].justification).toContain('platform-team');
  });

  it('is alike for alike stacks', () => {
    expect(terraformReportFiles(judgement)).toEqual(terraformReportFiles(judgement));
    expect(JSON.parse(terraformReportFiles(judgement).get('terraform.json') ?? '')).not.toHaveProperty('date');
  });
});
