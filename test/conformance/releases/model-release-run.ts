import { generateKeyPairSync, sign } from 'node:crypto';
import { pipelineStepsImage } from '../cluster/images/stack-images';
import { madeUpSecrets } from '../guard/secret-values';
import { operatorAdditions } from '../stack/additions';
import { type WrittenDocument } from '../stack/written-documents';
import { type Pool } from './release-program';
import { type ReleaseStage, sha256 } from './release-stage';
import { EXIT, StepPod, type StepResult } from './step-pod';

const APPROVALS = 'approved-models';
const MODEL = 'qwen-tuned';
const WEIGHTS = 'the fake model reads no weights';

/** A map of models that was approved and published. */
export interface PublishedMap {
  /** Path of the artifact. */
  readonly path: string;
  readonly number: string;
  readonly sha256: string;
}

/** The steps of a model release, in a pod of their own pipeline. */
export class ModelReleaseRun {
  /** Deploys the second pool, and the output processor with its models in a file, as a deployer does. */
  public static async deploy(stage: ReleaseStage): Promise<ModelReleaseRun> {
    const { cluster, secrets } = stage.stack;
    const { documents } = stage.program.models;
    const made = madeUpSecrets();
    const values = (name: string, key: string): string => secrets.get(`${name}/${key}`) ?? made(name, key);
    const additions = operatorAdditions(documents, values, cluster.node.path('weights'));
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...documents, ...additions] });
    // what rule sets were released before is deployed over, too
    const apply = ['apply', '--server-side', '--validate=strict', '--force-conflicts', '-f', '-'];
    await cluster.kubectl.run(apply, { input });
    for (const { kind, metadata } of documents)
      if (kind === 'Deployment') await cluster.kubectl.rollout(metadata.namespace, metadata.name, 300);
    const { name } = await pipelineStepsImage();
    return new ModelReleaseRun(stage, await StepPod.start(cluster, name, 'model-release'));
  }

  private runs = 0;

  private constructor(
    private readonly stage: ReleaseStage,
    private readonly steps: StepPod,
  ) {}

  /** Verifies the model, proposes that the pool answers under the served name, has it approved, and publishes it. */
  public async published(pool: Pool): Promise<PublishedMap> {
    const { targets } = this.stage.program.models;
    const prefix = `/tmp/model-${this.runs++}`;
    const candidate = `${prefix}-models.json`;
    const approval = `${prefix}-approval.json`;
    const path = `${prefix}-published.json`;
    const verified = await this.verified(`${prefix}-verified.json`);
    const shift = { 'served-model': this.stage.stack.model, 'pool-url': pool.url, 'pool-key-file': pool.keyFile };
    await this.must('shift-model', { verified, ...shift, targets, candidate });
    const digest = sha256(await this.steps.text(candidate));
    const waiting = { candidate, report: verified, subject: 'model', 'timeout-seconds': '60', approval };
    const [number] = await Promise.all([this.approve(digest), this.must('await-approval', waiting)]);
    await this.must('publish-models', { candidate, verified, approval, targets, published: path });
    return { path, number: String(number), sha256: digest };
  }

  /** Rolls what was published. */
  public roll({ path }: PublishedMap): Promise<StepResult> {
    const { program, stack } = this.stage;
    return this.steps.run('roll', {
      published: path,
      targets: program.models.targets,
      'canary-url': program.canaryUrl,
      'canary-model': stack.model,
      'watch-seconds': '5',
      'max-error-rate': '0.01',
      'max-p99-milliseconds': '1000',
      report: `${path}-report.json`,
    });
  }

  /** The map of models that the output processor is told to run. */
  public async running(): Promise<Omit<PublishedMap, 'path'>> {
    const { cluster, outputProcessor } = this.stage.stack;
    const { name, namespace } = outputProcessor;
    const { spec } = await cluster.kubectl.get<WrittenDocument>('deployment', name, '-n', namespace);
    const { annotations = {} } = spec.template.metadata;
    return {
      number: annotations['secure-llm.dev/model-release'] ?? '',
      sha256: annotations['secure-llm.dev/models-sha256'] ?? '',
    };
  }

  /** Signs and verifies a model. @returns the artifact that says so */
  private async verified(verified: string): Promise<string> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const digest = sha256(WEIGHTS);
    const signature = sign('sha256', Buffer.from(`${digest}  ${MODEL}\n`), privateKey).toString('base64');
    const registration = { model: MODEL, version: '2', sha256: digest, source: 's3://models/qwen-tuned' };
    await this.must('verify-model', {
      registration: await this.steps.write('registration.json', JSON.stringify(registration)),
      artifact: await this.steps.write('weights', WEIGHTS),
      signature: await this.steps.write('signature', signature),
      'public-key': await this.steps.write('key.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString()),
      verified,
    });
    return verified;
  }

  private async approve(digest: string): Promise<number> {
    const number = await this.stage.nextNumber(APPROVALS);
    await this.stage.approve(`${number} ${digest}`, APPROVALS);
    return number;
  }

  private async must(command: string, args: Readonly<Record<string, string>>): Promise<void> {
    const { code, stderr } = await this.steps.run(command, args);
    if (code !== EXIT.success) throw new Error(`${command} ended with ${code}: ${stderr}`);
  }
}
