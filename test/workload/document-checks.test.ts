import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import { Token } from 'cdktf';
import { declareWorkload, declareZone, documents, named } from './declared';

const thing = (chart: Chart, id: string, props: object = {}) =>
  new ApiObject(chart, id, { apiVersion: 'example.dev/v1', kind: 'Thing', metadata: { name: 'same' }, ...props });

describe('before anything is written', () => {
  it('two objects of one kind, namespace and name are refused, with both places', () => {
    const zone = declareZone();
    thing(zone, 'first');
    thing(zone, 'second', { apiVersion: 'example.dev/v2' });
    expect(() => documents(zone)).toThrow(
      'Thing.example.dev guardrail/same is written twice, by guardrail/first and by guardrail/second; one would overwrite the other, rename one',
    );
  });

  it('the same name is fine in another namespace, kind or group', () => {
    const app = Testing.app();
    const zone = declareZone(app);
    thing(zone, 'first');
    thing(zone, 'kind', { kind: 'Gadget' });
    thing(zone, 'group', { apiVersion: 'example.org/v1' });
    thing(declareZone(app, 'other'), 'namespace');
    expect(documents(zone).filter(({ metadata }) => metadata.name === 'same')).toHaveLength(3);
  });

  it("duplicates are found in the user's own charts too", () => {
    const app = Testing.app();
    const zone = declareZone(app);
    declareWorkload(zone);
    new ApiObject(new Chart(app, 'mine', { namespace: 'guardrail' }), 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'server' },
    });
    expect(() => documents(zone)).toThrow(
      /Service guardrail\/server is written twice, by guardrail\/server\/.* and by mine\/service/,
    );
  });

  it('a Terraform token is refused wherever it stands', () => {
    const zone = declareZone();
    thing(zone, 'token', {
      spec: { cidr: Token.asString({ resolve: () => '10.0.0.0/8' }), count: Token.asNumber({ resolve: () => 1 }) },
    });
    expect(() => documents(zone)).toThrow(
      /holds the unresolved value "\$\{TfToken\[TOKEN\.\d+\]\}" at \/spec\/cidr; pass a plain value/,
    );
    expect(() => documents(zone)).toThrow(/holds the unresolved value "-\d.*e\+\d+" at \/spec\/count/);
  });

  it('all problems of all zones are listed together', () => {
    const app = Testing.app();
    const zone = declareZone(app);
    thing(zone, 'first');
    thing(zone, 'second');
    declareWorkload(declareZone(app, 'other')).patch(JsonPatch.remove('/spec/missing'));
    expect(() => documents(zone)).toThrow(/is written twice[^]*changes nothing in Deployment/);
    expect(() => documents(zone)).toThrow(/^Validation failed[^]*Thing[^]*is written twice/);
  });

  it('an output that loses objects or their order is refused', () => {
    for (const yamlOutputType of [
      YamlOutputType.FILE_PER_RESOURCE,
      YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    ]) {
      const zone = declareZone(new App({ yamlOutputType }));
      expect(() => documents(zone)).toThrow(/yamlOutputType F.* loses the apply order.*use FILE_PER_CHART/);
    }
    expect(
      named(declareZone(new App({ yamlOutputType: YamlOutputType.FILE_PER_APP })), 'Namespace', 'guardrail').kind,
    ).toBe('Namespace');
  });

  it('nothing is written when something is wrong', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'document-checks-'));
    const app = new App({ outdir });
    const zone = declareZone(app);
    thing(zone, 'first');
    thing(zone, 'second');
    expect(() => app.synth()).toThrow(/written twice/);
    expect(existsSync(join(outdir, 'guardrail.k8s.yaml'))).toBe(false);
  });
});
