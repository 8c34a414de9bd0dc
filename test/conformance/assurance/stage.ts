import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { CLAIMS, type ClaimContext, type ClaimVerdict } from '../../../lib/assurance/claims';
import { type Cluster } from '../cluster/cluster';
import { baseImage } from '../cluster/images/base-image';
import { type PodRef } from '../cluster/probes/packets';
import { probePod } from '../cluster/probes/probe-pod';
import { Stack } from '../stack/stack';
import { type Tier } from '../stack/tier';
import { claimContext } from './declared-connections';
import { ShownClaims } from './shown-claims';
import { makeUsers, type Users } from './users';

/** A namespace of nobody in particular, as proofs call it in their examples. */
export const OTHER = 'other';

/** The running quickstart with everybody who plays a part in these tests. */
export class Stage {
  /** Deploys the quickstart, unless a kept cluster has it already. */
  public static async set(cluster: Cluster): Promise<Stage> {
    const deployed = await cluster.kubectl.attempt(['get', 'namespace', 'shop']);
    const stack = deployed.code === 0 ? await Stack.attach(cluster) : await Stack.deploy(cluster);
    // those of an earlier run, on a kept cluster
    await cluster.kubectl.run(['delete', 'validatingadmissionpolicybindings', '--all']);
    const users = await makeUsers(cluster.kubectl);
    const stage = new Stage(stack, users, claimContext(stack));
    await cluster.kubectl.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OTHER } }]);
    await stage.startPods([
      ...stack.all.map((tier) => ({ ...stage.bystander(tier), serviceAccount: tier.name })),
      stage.stranger({}),
    ]);
    return stage;
  }

  public readonly shown = new ShownClaims();
  private readonly image = baseImage();

  private constructor(
    public readonly stack: Stack,
    public readonly users: Users,
    public readonly context: ClaimContext,
  ) {}

  /** What was written for the zones. */
  public get documents(): readonly KubernetesDocument[] {
    return this.stack.documents as unknown as readonly KubernetesDocument[];
  }

  /** What a claim says about documents; without any, about those that were written. */
  public judge(id: string, documents = this.documents, context = this.context): ClaimVerdict {
    const claim = CLAIMS.find((each) => each.id === id);
    if (claim === undefined) throw new Error(`there is no claim ${id}`);
    return claim.judge(DocumentSet.of(documents), context);
  }

  /** A pod in a zone that is no workload: it has the tier's ServiceAccount and no label. */
  public bystander(tier: Tier): PodRef {
    return { namespace: tier.namespace, pod: 'bystander' };
  }

  /** A pod outside of the zones with these labels. */
  public stranger(labels: Readonly<Record<string, string>>, namespace = OTHER): PodRef & ProbeLabels {
    const name = Object.values(labels).join('-') || 'plain';
    return { namespace, pod: `stranger-${name}`, labels };
  }

  /** Starts pods that answer on 8000, TCP and UDP. */
  public async startPods(pods: readonly (PodRef & ProbeLabels)[]): Promise<void> {
    const image = (await this.image).name;
    const { kubectl } = this.stack.cluster;
    await kubectl.apply(pods.map(({ pod: name, ...rest }) => probePod(image, { name, ports: [8000], ...rest })));
    for (const { namespace, pod } of pods)
      await kubectl.run(['-n', namespace, 'wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=120s']);
  }

  /** The address of a pod. */
  public async addressOf({ namespace, pod }: PodRef): Promise<string> {
    const { status } = await this.stack.cluster.kubectl.get<{ status: { podIP: string } }>('pod', pod, '-n', namespace);
    return status.podIP;
  }
}

interface ProbeLabels {
  readonly labels?: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
}
