import { DocumentSet, judgeDocuments, type KubernetesDocument, PolicySet, Severity } from '../../lib/assurance';
import { DIGEST, deployment, namespace, service, ZONE, ZONE_LABEL } from '../policies/documents';
import { quickstart } from './claims/synthesized';
import { waived } from './waived';

const zone = namespace(ZONE, { [ZONE_LABEL]: ZONE });
const privileged = deployment({ security: { privileged: true } });
const nodePort = service({ type: 'NodePort' });
const untagged = deployment({ name: 'other', container: { image: 'localhost/cdk8s-secure-llm/guard:0.1.0' } });

describe('the judgement of documents', () => {
  it('has the findings of rules and claims together, errors first, then by rule', () => {
    const { findings } = judgeDocuments(DocumentSet.of([zone, privileged, nodePort, untagged]));
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['privilege-escalation', 'service-exposure', 'R2', 'R5']));
    const weights = findings.map(({ severity }) => Object.values(Severity).indexOf(severity));
    expect(weights).toEqual([...weights].sort());
    for (const severity of Object.values(Severity)) {
      const sorted = findings.filter((each) => each.severity === severity).map(({ rule }) => rule);
      expect(sorted).toEqual([...sorted].sort());
    }
  });

  it('names what a zone lacks, which no document shows', () => {
    const { findings } = judgeDocuments(DocumentSet.of([zone]));
    expect(findings.map(({ rule, severity, object }) => `${severity} ${rule} ${object.kind}`)).toEqual(
      expect.arrayContaining(['warning zone-quota Namespace', 'warning zone-limits Namespace']),
    );
  });

  it('is the same whatever the order of the documents', () => {
    const order = [zone, privileged, nodePort, untagged];
    expect(judgeDocuments(DocumentSet.of([...order].reverse())).findings).toEqual(
      judgeDocuments(DocumentSet.of(order)).findings,
    );
  });

  it('takes out what is waived, of a rule and of a claim alike, and says which exception that needs', () => {
    const judgement = judgeDocuments(
      DocumentSet.of([zone, waived(waived(nodePort, 'service-exposure'), 'R5'), privileged]),
    );
    expect(judgement.waived.map(({ finding }) => finding.rule)).toEqual(['service-exposure', 'R5']);
    expect(judgement.findings.map(({ rule }) => rule)).not.toContain('service-exposure');
    expect(judgement.findings.map(({ rule }) => rule)).not.toContain('R5');
    expect(judgement.exceptions).toEqual(['service-exposure Service zone/guard']);
  });

  it('judges whether a waiver expired only against a day that it is given', () => {
    const documents = DocumentSet.of([zone, waived(privileged, 'privilege-escalation')]);
    const expired = (date?: string): boolean =>
      judgeDocuments(documents, { date }).findings.some(({ message }) => message.includes('it expired on 2027-01-31'));
    expect([expired(), expired('2027-01-31'), expired('2027-02-01')]).toEqual([false, false, true]);
  });

  it('lets an image without a digest pass with a warning, but no release', () => {
    const severity = (release?: boolean): Severity | undefined =>
      judgeDocuments(DocumentSet.of([zone, untagged]), { release }).findings.find(({ rule }) => rule === 'image-digest')
        ?.severity;
    expect([severity(), severity(false), severity(true)]).toEqual([Severity.WARNING, Severity.WARNING, Severity.ERROR]);
    const pinned = deployment({ container: { image: `docker.io/vllm/vllm:1@${DIGEST}` } });
    expect(
      judgeDocuments(DocumentSet.of([zone, pinned]), { release: true }).findings.map(({ rule }) => rule),
    ).not.toContain('image-digest');
  });

  it('warns of an image of another registry until somebody says which are allowed', () => {
    const foreign = deployment({ container: { image: `registry.example/team/server:1@${DIGEST}` } });
    const severity = (...others: KubernetesDocument[]): Severity | undefined =>
      judgeDocuments(DocumentSet.of([zone, foreign, ...others])).findings.find(({ rule }) => rule === 'image-registry')
        ?.severity;
    const { document } = PolicySet.shipped().parameters;
    const allowed = { ...document, data: { ...(document.data as object), registries: 'registry.example/team/' } };
    expect([severity(), severity(document), severity(allowed)]).toEqual([Severity.WARNING, Severity.ERROR, undefined]);
  });

  it('reads waivers of what was found otherwise too', () => {
    const { apiVersion, kind, metadata } = zone;
    const finding = {
      rule: 'zone-default-deny',
      severity: Severity.WARNING,
      message: 'nobody said that it denies',
      object: { apiVersion, kind, name: metadata.name },
    };
    const judge = (document: KubernetesDocument) => judgeDocuments(DocumentSet.of([document]), { findings: [finding] });
    expect(judge(zone).findings).toContainEqual(finding);
    expect(judge(waived(zone, 'zone-default-deny')).waived).toMatchObject([{ finding }]);
  });

  it('takes every namespace with a pod for a zone of the claims where no label names one', () => {
    const foreign = deployment({ namespace: 'shop', labels: { app: 'shop' } });
    const { claims, zones } = judgeDocuments(DocumentSet.of([foreign]));
    expect(zones).toEqual([]);
    expect(claims.find(({ claim }) => claim === 'R2')?.counterexamples).not.toEqual([]);
  });

  it('has no error for what the library writes', () => {
    const { documents, connections } = quickstart();
    const { findings, claims, coverage } = judgeDocuments(documents, { connections });
    expect(findings.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(claims).toHaveLength(15);
    expect(coverage.filter(({ judged }) => judged > 0).length).toBeGreaterThan(20);
  });
});
