import { ApiObject, Chart, Testing } from 'cdk8s';
import { JudgedProgram, Severity, TrustZone, Waiver } from '../../lib/workload';
import {
  declareWorkload,
  declareZone,
  type Document,
  documents,
  kubernetes,
  named,
  REASON,
  waive,
  WAIVER,
} from './declared';

const KEY = 'secure-llm.dev/waiver.read-only-root';
const waivers = (document: Document): string[] =>
  Object.keys(document.metadata.annotations ?? {}).filter((key) => key.startsWith('secure-llm.dev/waiver.'));

describe('a waiver', () => {
  it('of a workload is written on its Deployment, and takes the finding out', () => {
    const zone = declareZone();
    waive(declareWorkload(zone, 'server', { dangerouslyWritableRootFilesystem: REASON }), 'read-only-root');
    expect(JSON.parse(named(zone, 'Deployment', 'server').metadata.annotations[KEY])).toEqual(WAIVER);
    expect(documents(zone).filter((document) => waivers(document).length > 0)).toHaveLength(1);
    expect(JudgedProgram.of(zone).waived).toMatchObject([{ finding: { rule: 'read-only-root' }, waiver: WAIVER }]);
  });

  it('is written on those objects of a workload that the rule is about', () => {
    const zone = declareZone();
    const workload = declareWorkload(zone);
    waive(workload, 'service-exposure', 'service-account-automount', 'R9');
    const carrying = (rule: string): string[] =>
      documents(zone)
        .filter((document) => waivers(document).some((key) => key.endsWith(`.${rule}`)))
        .map(({ kind }) => kind as string);
    expect(carrying('service-exposure')).toEqual(['Service']);
    expect(carrying('service-account-automount')).toEqual(['ServiceAccount']);
    expect(carrying('R9')).toEqual(['Deployment']);
  });

  it('of a zone is written on what belongs to no workload', () => {
    const zone = declareZone();
    declareWorkload(zone);
    waive(zone, 'zone-pod-security', 'R2');
    expect(waivers(named(zone, 'Namespace', 'guardrail'))).toEqual([
      'secure-llm.dev/waiver.R2',
      'secure-llm.dev/waiver.zone-pod-security',
    ]);
    expect(() => waive(zone, 'read-only-root')).toThrow(
      'rule read-only-root is about no object of this construct; put the waiver on the workload, zone or object with the finding (at guardrail)',
    );
  });

  it('of an object is written on that object', () => {
    const app = Testing.app();
    const zone = declareZone(app);
    const object = new ApiObject(new Chart(app, 'mine', { namespace: zone.namespace }), 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'open' },
      spec: { type: 'NodePort', ports: [{ port: 80 }] },
    });
    expect(() => documents(zone)).toThrow(/service-exposure: .*\(at mine\/service\)/);
    waive(object, 'service-exposure', 'R5', 'R6');
    expect(JudgedProgram.of(zone).findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['its rule is unknown', { rule: 'no-such-rule' }, 'there is no such rule'],
    ['its reason is short', { reason: 'needed            ' }, 'shorter than 20 characters'],
    ['nobody can look it up', { evidence: ' ' }, 'it names no evidence'],
    ['nobody answers for it', { owner: '' }, 'it names no owner'],
    ['its day does not exist', { expires: '2027-02-30' }, 'it expires on "2027-02-30", which is no day'],
  ])('is refused at once when %s', (_, wrong, message) => {
    const add = () => Waiver.of(declareWorkload(declareZone())).add({ rule: 'read-only-root', ...WAIVER, ...wrong });
    expect(add).toThrow(message);
    expect(add).toThrow('(at guardrail/server)');
  });

  it('is refused when the rule is waived already', () => {
    const workload = declareWorkload(declareZone());
    waive(workload, 'read-only-root');
    expect(() => waive(workload, 'read-only-root')).toThrow('rule read-only-root is waived already');
  });

  it('of a finding that is not there is a finding itself', () => {
    const zone = declareZone();
    waive(declareWorkload(zone), 'read-only-root');
    expect(zone.findings.map(({ rule, message }) => `${rule}: ${message}`)).toContain(
      'waiver: the waiver of read-only-root is not used: Deployment guardrail/server has no such finding',
    );
  });

  it('cannot be written on a namespace that somebody else writes', () => {
    const zone = TrustZone.existing(Testing.app(), 'zone', { platform: kubernetes(), namespace: 'theirs' });
    expect(() => waive(zone, 'zone-default-deny')).toThrow('is about no object of this construct');
  });
});
