import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration } from 'cdk8s';
import {
  AdmissionPolicies,
  InferenceServer,
  ModelRelease,
  ModelReleasePipeline,
  Releaser,
  SecretRef,
  TrustZone,
} from '../../../lib';
import { kubernetes, llamaCpp, RULES } from '../../request-path/declared';
import { waive } from '../../workload/declared';
import { LocalCluster } from './local-run/local-cluster';
import { type LocalRunResult, ran, runLocally } from './local-run/local-run';
import { localMounts, writePipeline } from './local-run/pipeline-file';
import { declaredPath, releaseDocuments } from './local-run/released-tiers';
import { StandInRollouts } from './local-run/stand-in-rollouts';
import { stepImages } from './local-run/step-images';

/** A request path with a second pool, and the shipped pipeline that shifts the model's name to it. */
function program() {
  const app = new App();
  const path = declaredPath(RULES, app);
  const next = new TrustZone(app, 'inference-next', { platform: kubernetes() });
  const pool = path.output.standsBy(new InferenceServer(next, 'next', { model: llamaCpp() }));
  const zone = new TrustZone(app, 'pipelines', { platform: kubernetes() });
  const releaser = Releaser.serviceAccount({ namespace: 'pipelines', name: 'model-release' });
  const { targets } = new ModelRelease(zone, 'release', { releaser, tier: path.output, pool, entry: path.guardrail });
  const pipeline = new ModelReleasePipeline(zone, 'model-release', {
    modelClaim: 'model',
    signingKey: SecretRef.key('signing', 'public.pem'),
    servedModel: pool.modelName,
    poolUrl: pool.url,
    poolKeyFile: pool.keyFile,
    targets,
    canaryUrl: StandInRollouts.chatUrl,
    canaryModel: pool.modelName,
    approvalTimeout: Duration.minutes(5),
    watch: Duration.seconds(0),
  });
  new AdmissionPolicies(app, 'policies', { registries: ['registry.example/team/'] });
  waive(app, 'image-digest', 'single-pod');
  return { path, pool, pipeline };
}

/** A signed model with its registration, as whoever signs lays it into the claim. */
class SignedModel implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  static async make(): Promise<SignedModel> {
    const model = new SignedModel(await mkdtemp(join(tmpdir(), 'model-')));
    for (const folder of [model.claim, model.keys, model.artifacts]) await mkdir(folder);
    await writeFile(model.weights, 'weights');
    const sha256 = createHash('sha256').update('weights').digest('hex');
    const registration = { model: 'judge', version: 1, sha256, source: 's3://models/judge/1', metrics: {} };
    await writeFile(join(model.claim, 'registration.json'), JSON.stringify(registration));
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    await writeFile(join(model.keys, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    const signature = sign(null, Buffer.from(`${sha256}  judge\n`), privateKey);
    await writeFile(join(model.claim, 'signature'), signature.toString('base64'));
    return model;
  }

  get claim(): string {
    return join(this.folder, 'claim');
  }

  get weights(): string {
    return join(this.claim, 'model');
  }

  get keys(): string {
    return join(this.folder, 'keys');
  }

  get artifacts(): string {
    return join(this.folder, 'artifacts');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function released(model: SignedModel, cluster: LocalCluster, yaml: string): Promise<LocalRunResult> {
  const ended = new AbortController();
  const approval = cluster.approveCandidate('approved-models', 'models.json', ended.signal);
  try {
    return await runLocally({
      pipeline: await writePipeline(yaml, model.folder),
      root: model.artifacts,
      arguments: {},
      images: cluster.inPods(await stepImages()),
      mounts: localMounts(yaml, { claims: { model: model.claim }, secrets: { signing: model.keys } }),
      wrapper: cluster.wrapper,
    });
  } finally {
    ended.abort();
    await approval;
  }
}

describe('the release of a model, run by kfp with the shipped steps', () => {
  test('a signed model is approved, and its name shifts to the second pool', async () => {
    const { path, pool, pipeline } = program();
    await using model = await SignedModel.make();
    await using cluster = await LocalCluster.start(releaseDocuments(path));
    const result = await released(model, cluster, pipeline.toYaml());
    expect(ran(result)).toEqual([
      ...['verify-model 0', 'shift-model 0', 'await-approval 0', 'publish-models 0', 'roll 0', 'record-release 0'],
    ]);
    expect(result.error).toBeNull();
    const { annotations, configMap } = await cluster.released(
      path.output.workload.zone.namespace,
      'output-processor',
      'models',
    );
    const map = configMap['models.json'] ?? '';
    expect(JSON.parse(map)).toMatchObject({
      models: [{ model: pool.modelName, url: pool.url, keyFile: pool.keyFile }],
    });
    expect(annotations['secure-llm.dev/model-release']).toBe('1');
    expect(annotations['secure-llm.dev/models-sha256']).toBe(createHash('sha256').update(map).digest('hex'));
    expect(await cluster.record()).toMatchObject({ state: 'SUCCEEDED', subject: 'model' });
  });

  test('a model that is not what was signed stops at the first gate', async () => {
    const { path, pipeline } = program();
    await using model = await SignedModel.make();
    await appendFile(model.weights, ', and a back door');
    await using cluster = await LocalCluster.start(releaseDocuments(path));
    const before = await cluster.released('output', 'output-processor', 'models');
    const result = await released(model, cluster, pipeline.toYaml());
    expect(ran(result)).toEqual(['verify-model 3', 'record-release 0']);
    expect(await cluster.released('output', 'output-processor', 'models')).toEqual(before);
    expect(await cluster.record()).toMatchObject({ state: 'FAILED' });
  });
});
