import { writtenRules } from '../../stack/rule-release';
import { type Kubectl } from '../../cluster/kubectl';
import { probePod } from '../../cluster/probes/probe-pod';
import { until } from '../../assurance/until';
import { refusalOf } from '../refusal';
import { ReleaseRun } from '../release-run';
import { type ReleaseStage, sha256 } from '../release-stage';
import { EXIT } from '../step-pod';

const BINDING = 'releaser-with-every-right';
const DRY = '--dry-run=server';

/** What a releaser and an approver cannot do. */
export function refusalsSuite(running: () => ReleaseStage): void {
  let stage: ReleaseStage;

  beforeAll(() => {
    stage = running();
  });

  /** A change of the guardrail's Deployment. */
  const patched = (change: object): string[] => {
    const { namespace, name } = stage.stack.guardrail;
    return ['-n', namespace, 'patch', 'deployment', name, DRY, '--type=strategic', '-p', JSON.stringify(change)];
  };
  const container = (change: object): string[] => {
    const { container: own } = stage.stack.guardrail;
    return patched({
      spec: {
        template: { spec: { containers: [{ name: own.name, ...change }] } },
      },
    });
  };
  const pod = (): string => {
    const image = 'localhost/cdk8s-secure-llm/guard:0.1.0';
    return JSON.stringify(
      probePod(image, {
        name: 'mine',
        namespace: stage.stack.guardrail.namespace,
      }),
    );
  };

  /** A release as it stands in a patch: what was there is read from the Deployment. */
  async function release(number: number, digest: string, previous?: string): Promise<string[]> {
    const [, present] = await stage.releases();
    const mark = previous ?? `${present?.number} ${present?.sha256}`;
    const { volumes } = stage.stack.guardrail.deployment.spec.template.spec;
    const volume = volumes.find(({ configMap }) => configMap !== undefined)?.name;
    return patched({
      metadata: { annotations: { 'secure-llm.dev/previous-release': mark } },
      spec: {
        template: {
          metadata: {
            annotations: {
              'secure-llm.dev/rules-sha256': digest,
              'secure-llm.dev/release': String(number),
            },
          },
          spec: {
            volumes: [
              {
                name: volume,
                configMap: { name: `guardrail-rules-${digest.slice(0, 16)}` },
              },
            ],
          },
        },
      },
    });
  }

  /** Every change of a Deployment and of its surroundings but a release. */
  const others = (): readonly (readonly [string, readonly string[], string?])[] => {
    const { namespace, name } = stage.stack.guardrail;
    const inference = stage.stack.inference;
    const inZone = ['-n', namespace];
    return [
      ['another image', container({ image: 'localhost/cdk8s-secure-llm/other:1' })],
      ['another command', container({ command: ['sh'] })],
      ['other arguments', container({ args: ['serve', '--no-rails'] })],
      ['one more variable', container({ env: [{ name: 'PYTHONPATH', value: '/tmp' }] })],
      [
        'a volume of its own',
        patched({
          spec: {
            template: {
              spec: {
                volumes: [{ name: 'x', emptyDir: { sizeLimit: '1Mi' } }],
              },
            },
          },
        }),
      ],
      ['another secret', patched({ spec: { template: { spec: { volumes: secretVolumes() } } } })],
      [
        'another ServiceAccount',
        patched({
          spec: { template: { spec: { serviceAccountName: 'default' } } },
        }),
      ],
      ['another label', patched({ metadata: { labels: { mine: 'yes' } } })],
      ['fewer replicas', patched({ spec: { replicas: 0 } })],
      ['the scale', [...inZone, 'scale', 'deployment', name, '--replicas=0', DRY]],
      ['the end of the Deployment', [...inZone, 'delete', 'deployment', name, DRY]],
      ['the model server', ['-n', inference.namespace, 'scale', 'deployment', inference.name, '--replicas=0', DRY]],
      ['a Secret', [...inZone, 'create', 'secret', 'generic', 'mine', '--from-literal=a=b', DRY]],
      ['a pod', [...inZone, 'create', DRY, '-f', '-'], pod()],
      [
        'a ConfigMap that can change',
        [...inZone, 'create', 'configmap', 'mine', '--from-literal=ruleset.json={}', DRY],
      ],
    ];
  };

  const secretVolumes = (): readonly object[] => {
    const { volumes } = stage.stack.guardrail.deployment.spec.template.spec;
    return volumes
      .filter(({ secret }) => secret !== undefined)
      .map(({ name }) => ({ name, secret: { secretName: 'another' } }));
  };

  async function verdicts(who: Kubectl): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const [title, args, input] of others()) found[title] = await refusalOf(who, args, input);
    return found;
  }

  test('the releaser is refused everything else', async () => {
    const found = await verdicts(stage.releaser);
    console.log('the releaser tries\n', found);
    expect(Object.entries(found).filter(([, refusal]) => refusal === 'allowed')).toEqual([]);
    expect(found['another image']).toBe('release-fields');
  });

  test('the releaser reads no Secret, and enters no pod', async () => {
    const { namespace } = stage.stack.guardrail;
    const { pod } = await stage.stack.pod(stage.stack.guardrail);
    const tries = [
      ['-n', namespace, 'get', 'secrets'],
      ['-n', namespace, 'exec', pod, '--', 'true'],
      ['-n', namespace, 'port-forward', `pod/${pod}`, '18000:8000'],
      ['-n', namespace, 'logs', pod],
      ['-n', namespace, 'create', 'token', 'guardrail'],
      ['get', 'secrets', '-A'],
    ];
    for (const args of tries) expect([args, await refusalOf(stage.releaser, args)]).toEqual([args, 'rbac']);
  });

  test('with every right that RBAC can give, admission refuses the same', async () => {
    const { kubectl } = stage.stack.cluster;
    const account = '--serviceaccount=pipelines:rule-set-release';
    await kubectl.run(['create', 'clusterrolebinding', BINDING, '--clusterrole=cluster-admin', account]);
    try {
      await until(
        () => stage.releaser.attempt(['get', 'secrets', '-A']),
        ({ code }) => code === 0,
      );
      const found = await verdicts(stage.releaser);
      console.log('the releaser with every right tries\n', found);
      expect(Object.entries(found).filter(([, refusal]) => ['allowed', 'rbac'].includes(refusal))).toEqual([]);
      const approve = await approvalBy(stage.releaser);
      expect(approve).toBe('approval-writers');
    } finally {
      await kubectl.run(['delete', 'clusterrolebinding', BINDING]);
    }
  });

  test('a digest that nobody approved, one that is older, and one with a number of before are refused', async () => {
    const next = await stage.nextNumber();
    const [oldNumber, oldDigest] = await oldest();
    const unknown = sha256('nobody has seen this');
    expect(await refusalOf(stage.releaser, await release(next, unknown))).toBe('approved-release');
    // an approved content under a number that was not approved for it
    expect(await refusalOf(stage.releaser, await release(next, oldDigest))).toBe('approved-release');
    expect(await refusalOf(stage.releaser, await release(Number(oldNumber), oldDigest))).toMatch(
      /^(approved-release|release-fields)$/,
    );
    // the right digest, but with a false story of what was there
    const [lastNumber = '0', lastDigest = ''] = (await stage.approvedLines()).at(-1)?.split(' ') ?? [];
    const story = await release(Number(lastNumber) + 1, lastDigest, `0 ${unknown}`);
    expect(await refusalOf(stage.releaser, story)).toMatch(/^(approved-release|release-fields)$/);
  });

  test('the steps refuse an unapproved and an older rule set before the API server is asked', async () => {
    const written = writtenRules(stage.stack, stage.stack.guardrail);
    const unapproved = await ReleaseRun.of(stage, `${written} `);
    expect((await unapproved.awaitApproval(1)).code).toBe(EXIT.gateFailed);
    const [number, digest] = await oldest();
    const approval = await stage.steps.write(
      'older-approval.json',
      JSON.stringify({ number: Number(number), sha256: digest }),
    );
    const older = await stage.contentOf(digest);
    const result = await stage.steps.run('publish-rules', {
      candidate: await stage.steps.write('older-candidate.json', older),
      approval,
      targets: stage.program.targets,
      published: '/tmp/older-published.json',
    });
    expect({ code: result.code, said: result.stderr }).toEqual({
      code: EXIT.gateFailed,
      said: expect.stringContaining('is not the newest line') as string,
    });
  });

  test('nobody both proposes and approves', async () => {
    expect(await approvalBy(stage.releaser)).toBe('rbac');
    const { kubectl } = stage.stack.cluster;
    const both = kubectl.impersonating('system:serviceaccount:pipelines:rule-set-release', [
      'secure-llm:approvers',
      'system:authenticated',
    ]);
    expect(await approvalBy(both)).toBe('approval-writers');
    const candidate = ['-n', 'secure-llm-releases', 'create', DRY, '-f', '-'];
    const proposal = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'candidate-0123456789',
        namespace: 'secure-llm-releases',
      },
      immutable: true,
      data: { 'ruleset.json': '{}' },
    };
    expect(await refusalOf(stage.approver, candidate, JSON.stringify(proposal))).not.toBe('allowed');
    expect(await refusalOf(stage.releaser, candidate, JSON.stringify(proposal))).toBe('allowed');
  });

  test('an approver appends, and takes nothing back', async () => {
    const list = ['-n', 'secure-llm-releases', 'patch', 'configmap', 'approved-rule-sets', DRY, '--type=merge', '-p'];
    const lines = await stage.approvedLines();
    const shorter = JSON.stringify({
      data: { approved: lines.slice(1).join('\n') },
    });
    expect(await refusalOf(stage.approver, [...list, shorter])).toBe('approval-writers');
    const another = JSON.stringify({ data: { releaser: 'ada' } });
    expect(await refusalOf(stage.approver, [...list, another])).toBe('approval-writers');
    expect(await approvalBy(stage.approver)).toBe('allowed');
  });

  /** Number and digest of a release that newer ones followed. */
  async function oldest(): Promise<readonly [string, string]> {
    const lines = await stage.approvedLines();
    if (lines.length < 2) throw new Error('there is no older release; run the suite of rule sets before this one');
    const [number = '', digest = ''] = (lines[0] ?? '').split(' ');
    return [number, digest];
  }

  async function approvalBy(who: Kubectl): Promise<string> {
    const lines = [...(await stage.approvedLines()), `${await stage.nextNumber()} ${sha256('mine')}`];
    const patch = JSON.stringify({ data: { approved: lines.join('\n') } });
    const list = ['-n', 'secure-llm-releases', 'patch', 'configmap', 'approved-rule-sets', DRY, '--type=merge'];
    return refusalOf(who, [...list, '-p', patch]);
  }
}
