import { referenceOf } from '../../../lib/assurance/report/control-map/catalogue';
import { CATALOGUES } from '../../../lib/assurance/report/control-map/control-map';
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

  it('maps the entries of catalogues to rules, each reference to an entry that there is', () => {
    const { controls } = terraformReport(judgement);
    const entry = controls.flatMap(({ entries }) => entries).find((each) => each.entry.startsWith('K03 '));
    expect(entry).toMatchObject({ standing: 'violated' });
    expect(entry?.controls).toContainEqual({ id: 'key-rotation', standing: 'violated' });
    const known = CATALOGUES.flatMap((catalogue) => catalogue.entries.map((each) => referenceOf(catalogue, each)));
    const mapped = TERRAFORM_RULES.flatMap(({ references }) => references).filter((reference) =>
      /^(?:OWASP|NSA|MITRE ATLAS)/.test(reference),
    );
    expect(mapped.length).toBeGreaterThan(10);
    expect(mapped.filter((reference) => !known.includes(reference))).toEqual([]);
  });

  it('is a page with the verdict, findings, waivers, rules and the control map', () => {
    const page = terraformReportFiles(judgement, { title: 'prod', date: '2026-11-23' }).get('terraform.html') ?? '';
    for (const text of [
      '<title>prod</title>',
      'These stacks do not pass: 1 error is left.',
      'the key does not rotate by itself',
      'oci_kms_key <code>prod/open</code>',
      waiver.reason,
      waiver.owner,
      '2026-11-23',
      'K03 Secrets Management Failures',
      ...TERRAFORM_RULES.map(({ id }) => `<code id="rule-${id}">${id}</code>`),
    ]) {
      expect(page).toContain(text);
    }
    // what is linked to is there
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(links.filter((id) => !page.includes(`id="${id}"`))).toEqual([]);
    expect(page).not.toContain('<script');
  });

  it('shows a hostile name as text', () => {
    const hostile = judgeTerraform([stackOf({ oci_kms_key: { '<script>alert(1)</script>': {} } })]);
    const page = terraformReportFiles(hostile, { title: '<img src=x>' }).get('terraform.html') ?? '';
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('is alike for alike stacks', () => {
    expect(terraformReportFiles(judgement)).toEqual(terraformReportFiles(judgement));
    expect(JSON.parse(terraformReportFiles(judgement).get('terraform.json') ?? '')).not.toHaveProperty('date');
  });
});
