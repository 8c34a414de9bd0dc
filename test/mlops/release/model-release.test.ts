import { createHash } from 'node:crypto';
import { JsonPatch } from 'cdk8s';
import { InferenceServer, ModelRelease, type ReleasePool, TrustZone } from '../../../lib';
import { containerOf, kubernetes, llamaCpp } from '../../request-path/declared';
import { documents, type Document, named, podOf } from '../../workload/declared';
import { customTier, DeclaredRelease } from './declared';

const CLAIMS = ['R1', 'R3', 'R7', 'R8', 'R9', 'R10', 'R11', 'R12', 'R15'];

class DeclaredModelRelease extends DeclaredRelease {
  readonly pool: ReleasePool;
  readonly release: ModelRelease;

  constructor() {
    super('model-release');
    const zone = new TrustZone(this.app, 'inference-next', { platform: kubernetes() });
    const { output, guardrail } = this.path;
    this.pool = output.standsBy(new InferenceServer(zone, 'next', { model: llamaCpp() }));
    const props = { releaser: this.releaser, tier: output, pool: this.pool, entry: guardrail };
    this.release = new ModelRelease(this.pipelines, 'release', props);
  }

  get models(): { text: string; name: string } {
    const { zone } = this.path.output.workload;
    const found = documents(zone).find(({ kind, data }) => kind === 'ConfigMap' && data['models.json'] !== undefined);
    return { text: found.data['models.json'], name: found.metadata.name };
  }
}

describe('the release of a model', () => {
  it('moves models and next hops of the output processor into a file that the guard holds against its digest', () => {
    const declared = new DeclaredModelRelease();
    const { args, env, volumeMounts } = containerOf(declared.path.output);
    expect(args).toEqual(expect.arrayContaining(['--models-file', '/etc/secure-llm/models/models.json']));
    expect(args).not.toContain('--model');
    expect(args).not.toContain('--upstream-key-file');
    expect((volumeMounts as Document[]).map(({ mountPath }) => mountPath)).toContain(
      '/etc/secure-llm/models/models.json',
    );
    expect((env as Document[]).map(({ name }) => name)).toEqual(['MODELS_SHA256', 'RULES_SHA256']);
    const { text } = declared.models;
    expect(text).toBe(
      '{"format":1,"models":[{"keyFile":"/etc/secure-llm/secrets/upstream-key-llama/key","model":"llama-3.1-8b-instruct","url":"http://llama.inference.svc:8000"}]}',
    );
    const { annotations } = podOf(declared.path.output.workload.zone, 'output-processor').metadata;
    expect(annotations['secure-llm.dev/models-sha256']).toBe(createHash('sha256').update(text).digest('hex'));
    expect(annotations['secure-llm.dev/model-release']).toBe('0');
  });

  it('connects the second model server and sends it nothing yet', () => {
    const { pool, path } = new DeclaredModelRelease();
    expect(pool).toEqual({
      modelName: 'llama-3.1-8b-instruct',
      url: 'http://next.inference-next.svc:8000',
      keyFile: '/etc/secure-llm/secrets/upstream-key-next/key',
    });
    expect(path.output.modelNames).toEqual(['llama-3.1-8b-instruct']);
    expect(path.output.connections.outgoing.map(({ to }) => to)).toContain('workload inference-next/next');
  });

  it('names to its steps the file of the models, with marks of its own', () => {
    const declared = new DeclaredModelRelease();
    const [target, ...others] = JSON.parse(declared.release.targets) as Record<string, string>[];
    expect(others).toEqual([]);
    expect(target).toMatchObject({
      deployment: 'output-processor',
      configMapPrefix: 'output-processor-models',
      file: 'models.json',
      annotation: 'secure-llm.dev/models-sha256',
      numberAnnotation: 'secure-llm.dev/model-release',
      previousAnnotation: 'secure-llm.dev/previous-model-release',
    });
    expect(declared.models.name).toMatch(/^output-processor-models-[0-9a-f]{16}$/);
    expect(declared.release.canaryUrl).toBe('http://guardrail.guardrail.svc:8000');
  });

  it('has approvers of its own kind of release', () => {
    const { pipelines } = new DeclaredModelRelease();
    const [, approve] = named(pipelines, 'Role', 'model-approver').rules as Document[];
    expect(approve.resourceNames).toEqual(['approved-models']);
  });

  it('is proven like that of a rule set', () => {
    expect(new DeclaredModelRelease().findings(...CLAIMS)).toEqual([]);
  });

  it('finds a guard that would load other models than it promises', () => {
    const declared = new DeclaredModelRelease();
    const digest = '/spec/template/metadata/annotations/secure-llm.dev~1models-sha256';
    declared.path.output.workload.patch(JsonPatch.replace(digest, '0'.repeat(64)));
    expect(declared.findings('R10').join('\n')).toMatch(
      /loads ConfigMap output\/output-processor-models-\w+ with digest/,
    );
  });

  it('is refused when an endpoint comes after it, which no file names', () => {
    const { app, path } = new DeclaredModelRelease();
    const zone = new TrustZone(app, 'late', { platform: kubernetes() });
    path.output.forwardsTo(new InferenceServer(zone, 'late', { model: llamaCpp('late-1') }));
    expect(() => app.synth()).toThrow('an endpoint was added after the models had been moved into a file for releases');
  });

  it('is refused with an entry that serves nothing, because no honest request could be sent', () => {
    const { app, path, pipelines, releaser } = new DeclaredRelease('model-release');
    const next = new TrustZone(app, 'inference-next', { platform: kubernetes() });
    const pool = path.output.standsBy(new InferenceServer(next, 'next', { model: llamaCpp() }));
    const entry = customTier(app);
    expect(() => new ModelRelease(pipelines, 'release', { releaser, tier: path.output, pool, entry })).toThrow(
      'workload "guard" has no Service because it serves no port',
    );
  });

  it('takes a second server only, with one model', () => {
    const { path } = new DeclaredRelease();
    expect(() => path.output.standsBy(path.inference)).toThrow(
      'endpoint "llama" cannot stand by: expected a second model',
    );
  });
});
