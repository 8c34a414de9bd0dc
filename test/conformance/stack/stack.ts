import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { progress } from '../tools/progress';
import { type Cluster } from '../cluster/cluster';
import { fakeModelImage, guardImage } from '../cluster/images/stack-images';
import { baseImage } from '../cluster/images/base-image';
import { Packets, type PodRef } from '../cluster/probes/packets';
import { probePod } from '../cluster/probes/probe-pod';
import { Stopwatch } from '../cluster/stopwatch';
import { madeUpSecrets } from '../guard/secret-values';
import { operatorAdditions } from './additions';
import { ChatClient } from './chat-client';
import { type Tier, tiersOf } from './tier';
import { quickstartDocuments, type WrittenDocument, zoneFiles } from './written-documents';

/** The callers that the quickstart declares. */
export const CALLER: PodRef = { namespace: 'shop', pod: 'frontend' };
const CALLER_LABELS = { app: 'frontend' };

/** The quickstart, running as it was written. */
export class Stack {
  /** Applies what `npm run synth` wrote and waits until everything has rolled out. */
  public static async deploy(cluster: Cluster): Promise<Stack> {
    const watch = new Stopwatch('stack');
    const documents = quickstartDocuments();
    const tiers = tiersOf(documents);
    const secrets = madeUpSecrets();
    await loadImages(cluster, documents);
    watch.lap('images are loaded');

    const weights = cluster.node.path('weights');
    await mkdir(weights, { recursive: true });
    await writeFile(join(weights, 'model.gguf'), 'the fake model reads no weights');
    const caller = probePod((await baseImage()).name, {
      name: CALLER.pod,
      namespace: CALLER.namespace,
      labels: CALLER_LABELS,
    });
    const additions = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CALLER.namespace } },
      caller,
      ...operatorAdditions(documents, secrets, weights),
    ];
    await cluster.kubectl.run(['apply', '--server-side', '--validate=strict', ...fileArguments(zoneFiles())]);
    await cluster.kubectl.apply(additions);
    progress('stack', describe(documents, additions));
    watch.lap('applied');

    const stack = new Stack(cluster, documents, tiers, secrets.values);
    await Promise.all(stack.all.map(({ namespace, name }) => cluster.kubectl.rollout(namespace, name, 300)));
    await cluster.kubectl.run([
      '-n',
      CALLER.namespace,
      'wait',
      '--for=condition=Ready',
      `pod/${CALLER.pod}`,
      '--timeout=120s',
    ]);
    watch.lap('every Deployment has rolled out');
    return stack;
  }

  /** The stack of a cluster that was kept, with the values that its Secrets hold. */
  public static async attach(cluster: Cluster): Promise<Stack> {
    const documents = quickstartDocuments();
    const secrets = await cluster.kubectl.list<{ metadata: { name: string }; data: Record<string, string> }>(
      'secrets',
      '-A',
    );
    const values = secrets.flatMap(({ metadata, data }) =>
      Object.entries(data).map(
        ([key, value]) => [`${metadata.name}/${key}`, Buffer.from(value, 'base64').toString()] as const,
      ),
    );
    return new Stack(cluster, documents, tiersOf(documents), new Map(values));
  }

  public readonly packets: Packets;

  private constructor(
    public readonly cluster: Cluster,
    public readonly documents: readonly WrittenDocument[],
    private readonly tiers: ReadonlyMap<string, Tier>,
    /** `secret name/key` → the value that this test made up. */
    public readonly secrets: ReadonlyMap<string, string>,
  ) {
    this.packets = new Packets(cluster.kubectl);
  }

  public get guardrail(): Tier {
    return this.tier('guardrail');
  }

  public get outputProcessor(): Tier {
    return this.tier('output-processor');
  }

  public get inference(): Tier {
    return this.tier('inference');
  }

  /** The three tiers in the order of a request. */
  public get all(): readonly Tier[] {
    return [this.guardrail, this.outputProcessor, this.inference];
  }

  /** The name by which callers ask for the model. */
  public get model(): string {
    const args = this.inference.container.args;
    return args[args.indexOf('--alias') + 1] ?? '';
  }

  /** A client in the declared caller's pod, or in another one. */
  public client(pod: PodRef = CALLER, tier: Tier = this.guardrail): ChatClient {
    return new ChatClient(this.cluster.kubectl, pod, `${tier.url}/v1/chat/completions`);
  }

  /** The running pods of a tier. */
  public async pods(tier: Tier): Promise<readonly RunningPod[]> {
    const selector = `secure-llm.dev/workload=${tier.name}`;
    const pods = await this.cluster.kubectl.list<RunningPod>('pods', '-n', tier.namespace, '-l', selector);
    return pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && pod.status.phase === 'Running');
  }

  /**
   * One running pod of a tier.
   *
   * @throws when there is none
   */
  public async pod(tier: Tier): Promise<PodRef & { readonly ip: string }> {
    const [pod] = await this.pods(tier);
    if (pod === undefined) throw new Error(`no pod of ${tier.namespace}/${tier.name} is running`);
    return { namespace: tier.namespace, pod: pod.metadata.name, container: tier.container.name, ip: pod.status.podIP };
  }

  /** Runs a program in a tier's container and returns what it printed, whatever its exit code. */
  public async execute(
    tier: Tier,
    command: readonly string[],
  ): Promise<{ readonly code: number; readonly text: string }> {
    const { namespace, pod, container = '' } = await this.pod(tier);
    const result = await this.cluster.kubectl.attempt([
      '-n',
      namespace,
      'exec',
      pod,
      '-c',
      container,
      '--',
      ...command,
    ]);
    return { code: result.code, text: `${result.stdout}${result.stderr}`.trim() };
  }

  private tier(role: string): Tier {
    const tier = this.tiers.get(role);
    if (tier === undefined) throw new Error(`the quickstart has no ${role}`);
    return tier;
  }
}

/** A pod as the API server shows it. */
export interface RunningPod {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly deletionTimestamp?: string };
  readonly status: {
    readonly phase: string;
    readonly podIP: string;
    readonly containerStatuses?: readonly { readonly restartCount: number; readonly ready: boolean }[];
  };
}

/** `-f one -f two` */
export function fileArguments(files: readonly string[]): string[] {
  return files.flatMap((file) => ['-f', file]);
}

/** The fake model gets the real one's name: no document is changed, and nothing is pulled. */
async function loadImages(cluster: Cluster, documents: readonly WrittenDocument[]): Promise<void> {
  const written = documents
    .filter((document) => document.kind === 'Deployment')
    .flatMap(({ spec }) => spec.template.spec.containers.map((container) => container.image));
  const guard = await guardImage();
  const model = await fakeModelImage();
  await cluster.load(await baseImage());
  await cluster.load(guard, ...written.filter((image) => image !== guard.name && image.includes('/guard:')));
  await cluster.load(model, ...written.filter((image) => !image.includes('/guard:')));
}

function describe(documents: readonly WrittenDocument[], additions: readonly object[]): string {
  const added = (additions as WrittenDocument[]).map(({ kind, metadata }) => {
    return `  + ${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
  });
  const images = new Set(
    documents
      .filter((document) => document.kind === 'Deployment')
      .flatMap(({ spec }) => spec.template.spec.containers.map(({ image }) => `  = ${image}`)),
  );
  return [
    `overlay: none of the ${documents.length} documents is changed; images of these names were built and loaded:`,
    ...images,
    'the operator adds:',
    ...added,
  ].join('\n');
}
