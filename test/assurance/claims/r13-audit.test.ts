import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r13 } from '../../../lib/assurance/claims/r13-audit';
import { role, roleBinding, rule } from './access';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, type Draft, namespace, podSpecOf, the } from './request-path';

const granting =
  (namespace_: string, subject: string, ...rules: object[]) =>
  (documents: Draft[]) => {
    documents.push(role(namespace_, 'granted', ...rules), roleBinding(namespace_, 'Role', 'granted', subject));
  };

describe('claim R13', () => {
  holdsUntil(r13, [
    {
      title: 'a tier that may delete pods, and their logs with them',
      change: granting('guardrail', 'sa guardrail/guardrail', rule('', 'pods', 'delete')),
      sentence:
        'user system:serviceaccount:guardrail:guardrail may delete pods in namespace guardrail, by RoleBinding guardrail/granted-binding and Role guardrail/granted',
    },
    {
      title: 'a tier that may change where records are kept',
      change: (documents) => {
        documents.push(namespace('archive', { 'secure-llm.dev/zone': 'audit' }));
        granting('archive', 'sa output/output-processor', rule('', 'persistentvolumeclaims', 'delete'))(documents);
      },
      sentence:
        'user system:serviceaccount:output:output-processor may delete persistentvolumeclaims in namespace archive, by RoleBinding archive/granted-binding and Role archive/granted',
    },
    {
      title: 'a tier that mounts the logs of its node',
      change: (documents) => {
        podSpecOf(the(documents, 'Deployment', 'llama')).volumes = [{ name: 'logs', hostPath: { path: '/var/log' } }];
      },
      sentence: 'Deployment inference/llama mounts /var/log of its node, where logs are kept',
    },
  ]);

  test('holds of reading, and leaves people to the claim about bypasses', () => {
    const documents = changed((drafts) => {
      granting('guardrail', 'sa guardrail/guardrail', rule('', 'pods', 'get', 'list'))(drafts);
      granting('output', 'group developers', rule('', 'pods', 'delete'))(drafts);
    });
    expect(r13.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
