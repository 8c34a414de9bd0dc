import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r11 } from '../../../lib/assurance/claims/r11-secrets';
import { role, roleBinding, rule } from './access';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, deployment, type Draft } from './request-path';

const granting =
  (subject: string, ...rules: object[]) =>
  (documents: Draft[]) => {
    documents.push(role('output', 'granted', ...rules), roleBinding('output', 'Role', 'granted', subject));
  };
const BY = 'by RoleBinding output/granted-binding and Role output/granted';
const another = (pod: object) => (documents: Draft[]) => {
  documents.push(
    deployment(
      'output',
      'exporter',
      { 'secure-llm.dev/workload': 'exporter' },
      { containers: [{ name: 'exporter' }], ...pod },
    ),
  );
};
const SHARED = 'Secret output/llama-hop is mounted by 2 workloads: output/exporter, output/output-processor';

describe('claim R11', () => {
  holdsUntil(r11, [
    {
      title: 'a second workload that mounts it',
      change: another({ volumes: [{ secret: { secretName: 'llama-hop' } }] }),
      sentence: SHARED,
    },
    {
      title: 'a second workload that mounts it among others',
      change: another({ volumes: [{ projected: { sources: [{ secret: { name: 'llama-hop' } }] } }] }),
      sentence: SHARED,
    },
    {
      title: 'a second workload that has it in its environment',
      change: another({
        containers: [
          { name: 'exporter', env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'llama-hop', key: 'key' } } }] },
        ],
      }),
      sentence: SHARED,
    },
    {
      title: 'somebody who reads it',
      change: granting('group developers', rule('', 'secrets', 'get')),
      sentence: `group developers may get secrets in namespace output, ${BY}`,
    },
    {
      title: 'somebody who lists, which shows the values too',
      change: granting('group developers', rule('', 'secrets', 'list')),
      sentence: `group developers may list secrets in namespace output, ${BY}`,
    },
    {
      title: 'somebody who makes pods there, which mount it',
      change: granting('group developers', rule('batch', 'jobs', 'create')),
      sentence: `group developers may create jobs.batch in namespace output, ${BY}`,
    },
    {
      title: 'somebody who runs a shell in the pod that mounts it',
      change: granting('group developers', rule('', 'pods/exec', 'create')),
      sentence: `group developers may create pods/exec in namespace output, ${BY}`,
    },
  ]);

  test('holds of the operator that writes it, and of the same name in another namespace', () => {
    const documents = changed(granting('sa secrets/operator', rule('', 'secrets', 'get', 'create', 'update')));
    const context = { ...CONTEXT, secretOperators: ['user system:serviceaccount:secrets:operator'] };
    expect(r11.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.REFUTED);
    expect(r11.judge(documents, context).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
