import { JsonPatch, Testing } from 'cdk8s';
import { JudgedProgram, Severity } from '../../lib/workload';
import { declareWorkload, declareZone } from './declared';

describe('a judged program', () => {
  it('is the whole program, whichever of its constructs is asked', () => {
    const app = Testing.app();
    const workload = declareWorkload(declareZone(app));
    declareWorkload(declareZone(app, 'other'));
    const { findings, zones } = JudgedProgram.of(workload);
    expect(zones).toEqual(['guardrail', 'other']);
    expect(findings).toEqual(JudgedProgram.of(app).findings);
    expect(new Set(findings.flatMap(({ object }) => object.namespace ?? []))).toEqual(new Set(['guardrail', 'other']));
  });

  it('is judged anew when the program says more', () => {
    const zone = declareZone();
    const rules = (): string[] => JudgedProgram.of(zone).findings.map(({ rule }) => rule);
    expect(rules()).not.toContain('image-digest');
    declareWorkload(zone);
    expect(rules()).toContain('image-digest');
  });

  it('is judged as a release, and by a day, only when it is asked so', () => {
    const zone = declareZone();
    declareWorkload(zone);
    const severity = (release?: boolean): Severity | undefined =>
      JudgedProgram.of(zone, { release }).findings.find(({ rule }) => rule === 'image-digest')?.severity;
    expect([severity(), severity(true), severity()]).toEqual([Severity.WARNING, Severity.ERROR, Severity.WARNING]);
  });

  it('is refused while an object cannot be rendered', () => {
    const zone = declareZone();
    declareWorkload(zone).patch(JsonPatch.remove('/spec/missing'));
    expect(() => JudgedProgram.of(zone)).toThrow(
      /^the program cannot be rendered, so nothing can be judged:\n {2}patch .* changes nothing in Deployment "server"/,
    );
  });

  it('is refused while another validation of it fails', () => {
    const zone = declareZone();
    zone.node.addValidation({ validate: () => ['this zone is not complete yet'] });
    expect(() => JudgedProgram.of(zone)).toThrow('this zone is not complete yet');
    expect(() => Testing.synth(zone)).toThrow(
      /^Validation failed with the following errors:\n {2}\[guardrail\] this zone is not complete yet$/,
    );
  });
});
