import { createHash } from 'node:crypto';
import { type Cluster } from '../cluster/cluster';
import { pipelineStepsImage } from '../cluster/images/stack-images';
import { type Kubectl } from '../cluster/kubectl';
import { until } from '../assurance/until';
import { fileArguments, type RunningPod, Stack } from '../stack/stack';
import { type Tier } from '../stack/tier';
import { policyFiles } from '../stack/written-documents';
import { API_SERVER_CONNECTION } from './api-server-connection';
import { NEXT, type ReleaseProgram, releaseProgram } from './release-program';
import { StepPod } from './step-pod';

const RELEASES = 'secure-llm-releases';
const RULE_SETS = 'approved-rule-sets';
const APPLY = ['apply', '--server-side', '--validate=strict', '--force-conflicts'];
const AUTHENTICATED = 'system:authenticated';

/**
 * What a run pod may, which no standing workload of a zone may; and, for these tests only, entering those two pods, because each
 * runs all steps of its pipeline where Argo would start a pod each.
 */
const EXCEPTIONS = [
  'foreign-network-policies CiliumNetworkPolicy pipelines/api-server',
  `image-digest Workload ${NEXT}/qwen-next`,
  ...['rule-set-release', 'model-release'].flatMap((account) => [
    `service-account-token Workload pipelines/${account}`,
    `image-digest Workload pipelines/${account}`,
    `interactive-access PodExecOptions pipelines/${account}`,
  ]),
];

/** One release as a tier runs it. */
export interface RunningRelease {
  readonly number: string;
  readonly sha256: string;
  readonly configMap: string;
}

/** The running quickstart under its policies, with everybody who plays a part in a release. */
export class ReleaseStage {
  /** Deploys everything, unless a kept cluster has it already. */
  public static async set(cluster: Cluster): Promise<ReleaseStage> {
    const deployed = await cluster.kubectl.attempt(['get', 'namespace', 'shop']);
    const stack = deployed.code === 0 ? await Stack.attach(cluster) : await Stack.deploy(cluster);
    const image = await pipelineStepsImage();
    await cluster.load(image);
    await cluster.kubectl.run([...APPLY, ...fileArguments(policyFiles())]);
    const parameters = await cluster.kubectl.get<{
      data: Record<string, string>;
    }>(...['configmap', 'parameters', '-n', 'secure-llm-policies']);
    const exceptions = [parameters.data['exceptions'] ?? '', ...EXCEPTIONS].join('\n');
    const patch = ['-n', 'secure-llm-policies', 'patch', 'configmap', 'parameters', '--type=merge', '-p'];
    await cluster.kubectl.run([...patch, JSON.stringify({ data: { exceptions } })]);
    const program = releaseProgram();
    const input = listOf([...program.documents, API_SERVER_CONNECTION]);
    const applied = await until(
      () => cluster.kubectl.attempt([...APPLY, '-f', '-'], { input }),
      ({ code }) => code === 0,
    );
    if (applied.code !== 0) throw new Error(applied.stderr);
    const stage = new ReleaseStage(stack, await StepPod.start(cluster, image.name), program);
    await stage.waitForRules();
    return stage;
  }

  /** Whom the pipeline's ServiceAccount is to the API server. */
  public readonly releaser: Kubectl;
  /** Approves, and may not propose. */
  public readonly approver: Kubectl;

  private constructor(
    public readonly stack: Stack,
    public readonly steps: StepPod,
    /** What the pipeline tells the steps. */
    public readonly program: ReleaseProgram,
  ) {
    const { kubectl } = stack.cluster;
    this.releaser = kubectl.impersonating('system:serviceaccount:pipelines:rule-set-release', [
      'system:serviceaccounts',
      'system:serviceaccounts:pipelines',
      AUTHENTICATED,
    ]);
    this.approver = kubectl.impersonating('ada', ['secure-llm:approvers', AUTHENTICATED]);
  }

  /** The tiers in rolling order. */
  public get tiers(): readonly Tier[] {
    return [this.stack.outputProcessor, this.stack.guardrail];
  }

  /** Every approval, oldest first. */
  public async approvedLines(list = RULE_SETS): Promise<readonly string[]> {
    const { data } = await this.approver.get<{ data: Record<string, string> }>('configmap', list, '-n', RELEASES);
    return (data['approved'] ?? '').split('\n').filter((line) => line !== '');
  }

  /** Appends a line to the approvals, as an approver does. */
  public async approve(line: string, list = RULE_SETS): Promise<void> {
    const approved = [...(await this.approvedLines(list)), line].join('\n');
    const patch = ['-n', RELEASES, 'patch', 'configmap', list, '--type=merge', '-p'];
    await this.approver.run([...patch, JSON.stringify({ data: { approved } })]);
  }

  /** The smallest number that an approval may have now. */
  public async nextNumber(list = RULE_SETS): Promise<number> {
    return Math.max(0, ...(await this.approvedLines(list)).map((line) => Number(line.split(' ')[0]))) + 1;
  }

  /** A rule set that was published, by its digest. */
  public async contentOf(digest: string): Promise<string> {
    const { namespace } = this.stack.guardrail;
    const maps = await this.stack.cluster.kubectl.list<{
      data?: Record<string, string>;
    }>('configmaps', '-n', namespace);
    const found = maps.map(({ data }) => data?.['ruleset.json'] ?? '').find((text) => sha256(text) === digest);
    if (found === undefined) throw new Error(`no ConfigMap of ${namespace} holds ${digest}`);
    return found;
  }

  /** What every tier is told to run. */
  public async releases(): Promise<readonly RunningRelease[]> {
    return Promise.all(
      this.tiers.map(async (tier) => {
        const deployment = await this.stack.cluster.kubectl.get<Tier['deployment']>(
          ...['deployment', tier.name, '-n', tier.namespace],
        );
        const { metadata, spec } = deployment.spec.template;
        return {
          number: metadata.annotations?.['secure-llm.dev/release'] ?? '0',
          sha256: metadata.annotations?.['secure-llm.dev/rules-sha256'] ?? '',
          configMap: spec.volumes.find(({ configMap }) => configMap?.name.includes('-rules-'))?.configMap?.name ?? '',
        };
      }),
    );
  }

  /** Every record that was kept. */
  public async records(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const maps = await this.stack.cluster.kubectl.list<{
      data?: Record<string, string>;
    }>('configmaps', '-n', RELEASES);
    return maps.flatMap(({ data }) => {
      const record = data?.['record.json'];
      return record === undefined ? [] : [JSON.parse(record) as Record<string, unknown>];
    });
  }

  /** The digests that the running pods of a tier were made for. */
  public async digests(tier: Tier): Promise<readonly (string | undefined)[]> {
    const pods = (await this.stack.pods(tier)) as readonly AnnotatedPod[];
    return pods.map(({ metadata }) => metadata.annotations?.['secure-llm.dev/rules-sha256']);
  }

  private async waitForRules(): Promise<void> {
    // an API server reads policies once a second
    const scale = ['-n', this.stack.guardrail.namespace, 'label', 'deployment', this.stack.guardrail.name, 'x=y'];
    const allowed = this.stack.cluster.kubectl.impersonating('system:serviceaccount:pipelines:rule-set-release', [
      'system:masters',
    ]);
    const { stderr } = await until(
      () => allowed.attempt([...scale, '--dry-run=server']),
      ({ code }) => code !== 0,
    );
    if (!stderr.includes('release-fields')) throw new Error(`the policies are not in force: ${stderr}`);
  }
}

interface AnnotatedPod extends RunningPod {
  readonly metadata: RunningPod['metadata'] & {
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function listOf(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}
