import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { Token } from 'cdktf';
import { DocumentSet } from '../../lib/assurance';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { EnvVar, JudgedProgram, Severity, TrustZone } from '../../lib/workload';
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

describe('what is written is judged', () => {
  const openPod = (chart: Chart): ApiObject =>
    new ApiObject(chart, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'open', labels: { 'secure-llm.dev/workload': 'open' } },
      spec: { hostNetwork: true, containers: [{ name: 'open', image: 'docker.io/library/busybox:1.36' }] },
    });

  it('errors are listed together, each with rule, object, remedy and construct, and nothing is written', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'document-checks-'));
    const app = new App({ outdir });
    const zone = declareZone(app);
    openPod(new Chart(app, 'mine', { namespace: zone.namespace }));
    thing(zone, 'first');
    thing(zone, 'second');
    const all = new RegExp(
      [
        'is written twice',
        'R2: claim R2.*in Pod guardrail/open \\(at mine/pod\\)',
        'host-access: the pod is on the network of its node, in Pod guardrail/open; .*hostNetwork.* \\(at mine/pod\\)',
        'read-only-root: container open can write to its root filesystem',
      ].join('[^]*'),
    );
    expect(() => app.synth()).toThrow(all);
    expect(readdirSync(outdir)).toEqual([]);
  });

  it('warnings and notes stop nothing, and a program that is asked has them', () => {
    const zone = declareZone();
    declareWorkload(zone);
    expect(documents(zone)).not.toEqual([]);
    const severities = JudgedProgram.of(zone).findings.map(({ severity }) => severity);
    expect(severities).toContain(Severity.WARNING);
    expect(severities).not.toContain(Severity.ERROR);
  });

  it('a connection that is opened beside the declared ones is an error', () => {
    const app = Testing.app();
    const zone = declareZone(app);
    declareWorkload(zone);
    expect(documents(zone)).not.toEqual([]);
    new ApiObject(new Chart(app, 'mine', { namespace: zone.namespace }), 'policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'everyone' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
    });
    expect(() => documents(zone)).toThrow(/R8: claim R8.*does not hold/);
  });

  it('a pod in the host’s user namespace is a finding also where the platform has no others', () => {
    const platform = Platform.kubernetes({
      networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
      userNamespaces: false,
    });
    const zone = new TrustZone(Testing.app(), 'zone', { platform });
    declareWorkload(zone);
    expect(zone.findings.map(({ rule }) => rule)).toContain('user-namespace');
  });

  it.each([YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_APP])(
    'byte for byte as it is then written, with values that come late and charts of the user (output type %p)',
    (yamlOutputType) => {
      const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'document-checks-')), yamlOutputType });
      const zone = declareZone(app);
      const workload = declareWorkload(zone);
      const mine = new Chart(app, 'mine');
      let late = 'first';
      new ApiObject(mine, 'late', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'late', namespace: 'shop' },
        data: { text: Lazy.any({ produce: () => late }), number: '0x1f', day: '2027-01-31', yes: 'yes' },
      });
      // a dependency gives the files other names and another order
      mine.addDependency(zone);
      JudgedProgram.of(app);
      late = 'second';
      workload.addEnv(EnvVar.value('LATE', 'value'));
      const judged = jest.spyOn(DocumentSet, 'parse');
      app.synth();
      const written = readdirSync(app.outdir).map((file) => readFileSync(join(app.outdir, file), 'utf8'));
      // the policies of the package are read once, by the first judgement
      const texts = judged.mock.calls.at(-1) ?? [];
      judged.mockRestore();
      expect(written.join()).toContain('second');
      expect(written.join()).toContain('LATE');
      expect(yamlOutputType === YamlOutputType.FILE_PER_APP ? [texts.join('---\n')] : [...texts]).toEqual(written);
    },
  );

  it('once, although cdk8s validates the program for every chart', () => {
    const app = Testing.app();
    declareWorkload(declareZone(app));
    declareWorkload(declareZone(app, 'other'));
    const judge = jest.spyOn(DocumentSet, 'parse');
    app.synth();
    expect(judge).toHaveBeenCalledTimes(1);
    judge.mockRestore();
  });
});
