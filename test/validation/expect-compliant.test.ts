import { Testing } from 'cdk8s';
import { expectCompliant } from '../../lib/validation';
import { JudgedProgram, Waiver } from '../../lib/workload';
import { declareWorkload, declareZone, REASON, waive, WAIVER } from '../workload/declared';

describe('expectCompliant', () => {
  it('passes a program in order, as a whole and in parts', () => {
    const app = Testing.app();
    const zone = declareZone(app);
    const workload = declareWorkload(zone);
    for (const construct of [app, zone, workload]) expect(() => expectCompliant(construct)).not.toThrow();
  });

  it('throws an error that lists what is wrong, where, and how to mend it', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server', { dangerouslyWritableRootFilesystem: REASON });
    expect(() => expectCompliant(zone)).toThrow(
      /^guardrail is not compliant; mend or waive:\n {2}error read-only-root: container server can write.*, in Deployment guardrail\/server; Set .* \(at guardrail\/server\/Deployment\)$/,
    );
    expect(() => expectCompliant(zone.node.root)).toThrow(/^the app is not compliant/);
  });

  it('leaves other parts of the program alone', () => {
    const app = Testing.app();
    const zone = declareZone(app);
    declareWorkload(declareZone(app, 'other'), 'server', { dangerouslyWritableRootFilesystem: REASON });
    expect(() => expectCompliant(zone)).not.toThrow();
  });

  it('accepts what is waived, until the day on which the waiver expires', () => {
    const zone = declareZone();
    waive(declareWorkload(zone, 'server', { dangerouslyWritableRootFilesystem: REASON }), 'read-only-root');
    expect(() => expectCompliant(zone, { date: WAIVER.expires })).not.toThrow();
    expect(() => expectCompliant(zone, { date: '2027-02-01' })).toThrow('it expired on 2027-01-31');
  });

  it('asks for digests of a release, and for no warnings where told to', () => {
    const zone = declareZone();
    const workload = declareWorkload(zone);
    expect(() => expectCompliant(zone, { release: true })).toThrow('error image-digest');
    expect(() => expectCompliant(zone, { warnings: true })).toThrow('warning image-digest');
    Waiver.of(workload).add({ rule: 'image-digest', ...WAIVER });
    expect(() => expectCompliant(zone, { release: true })).not.toThrow();
    expect(JudgedProgram.of(zone).waived).toHaveLength(1);
  });

  it('takes namespaces for zones that no construct calls so', () => {
    const zone = declareZone();
    expect(JudgedProgram.of(zone, { zones: ['shop'] }).zones).toEqual(['guardrail', 'shop']);
  });
});
