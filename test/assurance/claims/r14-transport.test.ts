import { r14 } from '../../../lib/assurance/claims/r14-transport';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, type Draft, podSpecOf, the } from './request-path';

const withoutKey = (name: string) => (documents: Draft[]) => {
  for (const container of podSpecOf(the(documents, 'Deployment', name)).containers) {
    const args = container.args as string[];
    container.args = args.filter((argument) => !argument.includes('key'));
  }
};

describe('claim R14', () => {
  holdsUntil(r14, [
    {
      title: 'a model server that asks for no key',
      change: withoutKey('llama'),
      sentence: 'Deployment output/output-processor → Deployment inference/llama on TCP/8000 needs no key',
    },
    {
      title: 'an output processor that asks for no key',
      change: withoutKey('output-processor'),
      sentence: 'Deployment guardrail/guardrail → Deployment output/output-processor on TCP/8000 needs no key',
    },
  ]);

  test('reports callers from outside who need no key', () => {
    expect(r14.judge(changed(withoutKey('guardrail')), CONTEXT).reports).toContain(
      'any pod with app = frontend in namespace shop → Deployment guardrail/guardrail on TCP/8000 needs no key',
    );
  });

  test('reports what is not encrypted, unless something below encrypts it', () => {
    const unencrypted = (transitEncryption?: string): string[] =>
      r14
        .judge(
          changed(() => {}),
          { ...CONTEXT, transitEncryption },
        )
        .reports.filter((report) => report.includes('not encrypted'));
    expect(unencrypted()).toHaveLength(3);
    expect(unencrypted('WireGuard')).toEqual([]);
  });

  test('reports a workload whose arguments nobody knows, and does not refute itself by it', () => {
    const documents = changed((drafts) => {
      for (const container of podSpecOf(the(drafts, 'Deployment', 'llama')).containers) container.args = ['--fast'];
    });
    const verdict = r14.judge(documents, CONTEXT);
    expect(verdict.counterexamples).toEqual([]);
    expect(verdict.reports).toContain(
      'Deployment output/output-processor → Deployment inference/llama on TCP/8000 needs no key',
    );
  });

  test('knows a key that comes in by a variable', () => {
    const documents = changed((drafts) => {
      withoutKey('llama')(drafts);
      Object.assign(podSpecOf(the(drafts, 'Deployment', 'llama')).containers[0] ?? {}, {
        env: [{ name: 'VLLM_API_KEY_FILE', value: '/k' }],
      });
    });
    expect(r14.judge(documents, CONTEXT).counterexamples).toEqual([]);
  });
});
