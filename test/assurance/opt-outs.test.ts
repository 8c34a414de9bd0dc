import { DocumentSet, judgeDocuments, Severity } from '../../lib/assurance';
import { deployment, namespace, ZONE, ZONE_LABEL } from '../policies/documents';
import { waived } from './waived';

const REASON = 'the vendor image cannot do without it';
const zone = namespace(ZONE, { [ZONE_LABEL]: ZONE });
const optingOut = (field: string, change: object = {}) =>
  deployment({ annotations: { [`secure-llm.dev/opt-out.${field}`]: REASON }, ...change });
const rulesOf = (document: ReturnType<typeof deployment>, rule: string) =>
  judgeDocuments(DocumentSet.of([zone, document])).findings.filter((finding) => finding.rule === rule);

describe('an opt-out', () => {
  it('is a finding of its own where no rule looks at what is given up', () => {
    expect(rulesOf(optingOut('inputRails'), 'opt-out')).toMatchObject([
      { severity: Severity.WARNING, message: `the workload gives up inputRails: ${REASON}`, object: { name: 'guard' } },
    ]);
  });

  it('gives its reason to the finding of the rule that looks at it, so that one waiver is enough', () => {
    const opened = optingOut('writableRootFilesystem', { security: { readOnlyRootFilesystem: false } });
    expect(rulesOf(opened, 'read-only-root')[0]?.message).toContain(`; the reason given: ${REASON}`);
    expect(rulesOf(opened, 'opt-out')).toEqual([]);
    const { findings, waived: accepted } = judgeDocuments(DocumentSet.of([zone, waived(opened, 'read-only-root')]));
    expect(accepted.map(({ finding }) => finding.rule)).toEqual(['read-only-root']);
    expect(findings.map(({ rule }) => rule)).not.toContain('opt-out');
  });

  it('of a field that is not given up after all is said too', () => {
    expect(rulesOf(optingOut('writableRootFilesystem'), 'opt-out')).toHaveLength(1);
  });

  it('is waived like any other finding', () => {
    const { findings } = judgeDocuments(DocumentSet.of([zone, waived(optingOut('inputRails'), 'opt-out')]));
    expect(findings.map(({ rule }) => rule)).not.toContain('opt-out');
    expect(findings.map(({ rule }) => rule)).not.toContain('waiver');
  });
});
