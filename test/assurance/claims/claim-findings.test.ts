import { claimFindings, judgeClaims } from '../../../lib/assurance/claims';
import { Severity } from '../../../lib/assurance/finding';
import { changed, CONTEXT, type Draft, podSpecOf, specOf, the } from './request-path';

const findings = (change: (documents: Draft[]) => void, context = CONTEXT): ReturnType<typeof claimFindings> =>
  claimFindings(judgeClaims(changed(change), context));

describe('findings of claims', () => {
  test('are errors about the objects that refute a claim, one for each, with the shortest counterexample', () => {
    const errors = findings((documents) => {
      specOf(the(documents, 'Service', 'llama')).type = 'NodePort';
      specOf(the(documents, 'Service', 'llama')).externalIPs = ['203.0.113.7'];
      podSpecOf(the(documents, 'Deployment', 'guardrail')).hostNetwork = true;
    }).filter(({ rule, severity }) => rule === 'R5' && severity === Severity.ERROR);
    expect(errors.map(({ object, message }) => [object.kind, message])).toEqual([
      [
        'Service',
        'claim R5, that nothing exposes a tier but the gateway, does not hold: Service inference/llama of type NodePort opens it on every node; and 1 more',
      ],
      [
        'Deployment',
        'claim R5, that nothing exposes a tier but the gateway, does not hold: Deployment guardrail/guardrail is in the network of its node',
      ],
    ]);
  });

  test('are warnings with the reason where a claim cannot be decided, and notes of what is reported', () => {
    const all = findings(() => {});
    expect(all.filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
    expect(all.find(({ rule }) => rule === 'R15')).toMatchObject({
      severity: Severity.WARNING,
      message: expect.stringContaining('cannot be decided: no admission rule is among the documents') as string,
    });
    expect(all.filter(({ rule, severity }) => rule === 'R14' && severity === Severity.NOTE).length).toBeGreaterThan(2);
  });
});
