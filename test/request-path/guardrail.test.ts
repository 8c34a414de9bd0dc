import { Testing } from 'cdk8s';
import { Guardrail, OutputProcessor, RuleSet } from '../../lib/request-path';
import { ImageRef, Peer, SecretRef, TrustZone } from '../../lib';
import { documents, named, ofKind, podOf } from '../workload/declared';
import { argumentsOf, containerOf, DeclaredPath, kubernetes, REASON, RULES } from './declared';

describe('a guard tier', () => {
  it('mounts exactly the canonical rules as one file of an immutable ConfigMap', () => {
    const { guardrail } = new DeclaredPath().connected();
    const zone = guardrail.workload.zone;
    const [configMap] = ofKind(zone, 'ConfigMap');
    expect(configMap.immutable).toBe(true);
    expect(configMap.data).toEqual({ 'ruleset.json': RULES.toCanonicalJson() });
    expect(configMap.metadata.name).toMatch(/^guardrail-rules-[0-9a-f]{10,}$/);
    const mount = containerOf(guardrail).volumeMounts.find(
      (each: { subPath?: string }) => each.subPath === 'ruleset.json',
    );
    expect(mount).toMatchObject({ mountPath: '/etc/secure-llm/rules/ruleset.json', readOnly: true });
    const volume = podOf(zone, 'guardrail').spec.volumes.find((each: { name: string }) => each.name === mount.name);
    expect(volume.configMap.name).toBe(configMap.metadata.name);
  });

  it('tells the guard the digest of the rules through an annotation, never as a value', () => {
    const { guardrail } = new DeclaredPath().connected();
    const pod = podOf(guardrail.workload.zone, 'guardrail');
    expect(pod.metadata.annotations['secure-llm.dev/rules-sha256']).toBe(RULES.sha256);
    expect(pod.spec.containers[0].env).toEqual([
      {
        name: 'RULES_SHA256',
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.annotations['secure-llm.dev/rules-sha256']" } },
      },
    ]);
  });

  it('checks rules and keys in an init container with the same arguments, environment and files', () => {
    const { output } = new DeclaredPath().connected();
    const { initContainers, containers } = podOf(output.workload.zone, 'output-processor').spec;
    expect(initContainers).toHaveLength(1);
    const [check] = initContainers;
    expect(check.name).toBe('check');
    expect([check.args[0], containers[0].args[0]]).toEqual(['check', 'serve']);
    expect(check.args.slice(1)).toEqual(containers[0].args.slice(1));
    expect(check.env).toEqual(containers[0].env);
    expect(check.volumeMounts).toEqual(containers[0].volumeMounts);
    expect(check.image).toBe(containers[0].image);
  });

  it('keeps health on the second port, and capacity during a rollout', () => {
    const { guardrail } = new DeclaredPath().connected();
    const container = containerOf(guardrail);
    expect(container.startupProbe.httpGet).toMatchObject({ path: '/readyz', port: 9090 });
    expect(container.readinessProbe.httpGet).toMatchObject({ path: '/readyz', port: 9090 });
    expect(container.livenessProbe.httpGet).toMatchObject({ path: '/healthz', port: 9090 });
    const { spec } = named(guardrail.workload.zone, 'Deployment', 'guardrail');
    expect(spec.replicas).toBe(2);
    expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  it('has longer to stop than its drain takes', () => {
    const { guardrail } = new DeclaredPath(undefined, { guardrail: { drainSeconds: 100 } }).connected();
    expect(argumentsOf(containerOf(guardrail), '--drain-seconds')).toEqual(['100']);
    expect(podOf(guardrail.workload.zone, 'guardrail').spec.terminationGracePeriodSeconds).toBeGreaterThan(105);
  });

  it('gets a core and memory for every worker', () => {
    const { guardrail } = new DeclaredPath(undefined, { guardrail: { workers: 4 } }).connected();
    const container = containerOf(guardrail);
    expect(argumentsOf(container, '--workers')).toEqual(['4']);
    expect(container.resources.limits.cpu).toBe('4');
    expect(container.resources.limits.memory).toBe('1152Mi');
  });

  it.each([
    ['judgeDeadlineMilliseconds', 500, '--judge-deadline-ms'],
    ['upstreamTimeoutSeconds', 60, '--upstream-timeout-seconds'],
    ['maxBodyBytes', 2048, '--max-body-bytes'],
    ['maxCompletionTokens', 100, '--max-completion-tokens'],
    ['slotsPerCaller', 3, '--slots-per-caller'],
    ['queueSlots', 5, '--queue-slots'],
  ])('passes %s on as an argument, and refuses 0', (prop, value, argument) => {
    const { guardrail } = new DeclaredPath(undefined, { guardrail: { [prop]: value } }).connected();
    expect(argumentsOf(containerOf(guardrail), argument)).toEqual([String(value)]);
    expect(() => new DeclaredPath(undefined, { guardrail: { [prop]: 0 } })).toThrow(
      `${prop} is 0: expected a whole number from`,
    );
  });

  it('reads bodies that hold the longest allowed prompt', () => {
    const rules = RULES.withMaxPromptCharacters(100_000);
    const { guardrail } = new DeclaredPath(undefined, { guardrail: { rules } }).connected();
    expect(argumentsOf(containerOf(guardrail), '--max-body-bytes')).toEqual(['800000']);
  });

  it('shows rules that were taken out, and why, as an opt-out', () => {
    const rules = RuleSet.baseline().dangerouslyWithout('secret-1', REASON);
    const { guardrail } = new DeclaredPath(undefined, { guardrail: { rules } }).connected();
    const { annotations } = podOf(guardrail.workload.zone, 'guardrail').metadata;
    expect(annotations['secure-llm.dev/opt-out.rules']).toBe(`secret-1: ${REASON}`);
    expect(guardrail.workload.zone.findings.map(({ message }) => message).join()).toContain(REASON);
  });

  it('accepts tools and system messages of callers only when asked to, the latter with a reason', () => {
    const plain = containerOf(new DeclaredPath().connected().guardrail).args as string[];
    expect(plain.filter((each) => each.startsWith('--allow'))).toEqual([]);
    const { guardrail } = new DeclaredPath(undefined, {
      guardrail: { allowTools: true, dangerouslyAllowClientSystemPrompts: REASON },
    }).connected();
    expect(containerOf(guardrail).args).toEqual(
      expect.arrayContaining(['--allow-tools', '--allow-client-system-prompts']),
    );
    expect(podOf(guardrail.workload.zone, 'guardrail').metadata.annotations).toMatchObject({
      'secure-llm.dev/opt-out.clientSystemPrompts': REASON,
    });
    expect(
      () => new DeclaredPath(undefined, { guardrail: { dangerouslyAllowClientSystemPrompts: 'why not' } }),
    ).toThrow('has 7 characters and is too short');
  });
});

describe('a guardrail', () => {
  it('sends every model to the output processor, with the key of that hop', () => {
    const { guardrail, output } = new DeclaredPath().connected();
    expect(argumentsOf(containerOf(guardrail), '--model')).toEqual([
      'llama-3.1-8b-instruct=http://output-processor.output.svc:8000',
    ]);
    const keyFile = '/etc/secure-llm/secrets/upstream-key/key';
    expect(argumentsOf(containerOf(guardrail), '--upstream-key-file')).toEqual([`llama-3.1-8b-instruct=${keyFile}`]);
    const secretOf = (tier: Guardrail | OutputProcessor, path: string): string => {
      const mount = containerOf(tier).volumeMounts.find((each: { mountPath: string }) =>
        path.startsWith(`${each.mountPath}/`),
      );
      const { volumes } = podOf(tier.workload.zone, tier.name).spec;
      return volumes.find((each: { name: string }) => each.name === mount.name).secret.secretName as string;
    };
    const [callerKeyFile] = argumentsOf(containerOf(output), '--caller-key-file');
    expect(secretOf(guardrail, keyFile)).toBe('output-processor-hop');
    expect(secretOf(output, callerKeyFile!)).toBe('output-processor-hop');
  });

  it('opens exactly the connection to the output processor, on both sides, on the request port', () => {
    const { guardrail, output } = new DeclaredPath().connected();
    const port = [{ port: 8000, protocol: 'TCP' }];
    expect(output.connections.incoming).toEqual([
      { from: 'workload guardrail/guardrail', to: 'workload output/output-processor', port: 'TCP/8000' },
    ]);
    expect(named(output.workload.zone, 'NetworkPolicy', 'output-processor-ingress').spec.ingress).toEqual([
      expect.objectContaining({ ports: port }),
    ]);
    expect(guardrail.connections.outgoing).toHaveLength(1);
  });

  it('asks callers for a key only when told to', () => {
    expect(argumentsOf(containerOf(new DeclaredPath().connected().guardrail), '--caller-key-file')).toEqual([]);
    const { guardrail } = new DeclaredPath(undefined, {
      guardrail: { callerKey: SecretRef.key('front-door', 'key') },
    }).connected();
    expect(argumentsOf(containerOf(guardrail), '--caller-key-file')).toEqual([
      '/etc/secure-llm/secrets/caller-key/key',
    ]);
  });

  it('lets the named callers in and nobody else', () => {
    const { guardrail } = new DeclaredPath().connected();
    guardrail.connections.allowFrom(Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } }));
    expect(guardrail.connections.incoming).toEqual([
      expect.objectContaining({ from: 'pods {"app":"frontend"} in shop', port: 'TCP/8000' }),
    ]);
  });

  it('fails the synth when it forwards to nothing', () => {
    const { guardrail } = new DeclaredPath();
    expect(() => documents(guardrail.workload.zone)).toThrow(/\[guardrail\/guardrail\].*forwards to nothing/s);
  });

  it('is connected once, however often the same hop is declared, and never with a second output processor', () => {
    const path = new DeclaredPath().connected();
    const before = JSON.stringify(documents(path.guardrail.workload.zone));
    path.connected();
    expect(JSON.stringify(documents(path.guardrail.workload.zone))).toBe(before);
    const other = new OutputProcessor(path.output.workload.zone, 'other', { rules: RULES });
    expect(() => path.guardrail.forwardsTo(other)).toThrow(
      /already forwards to "output\/output-processor", not "output\/other"/,
    );
  });

  it('is refused with rules that check no prompt', () => {
    expect(
      () => new DeclaredPath(undefined, { guardrail: { rules: RuleSet.empty().blockingAnswers('a', ['abc']) } }),
    ).toThrow(/no input rules, so this tier would check nothing/);
  });

  it('can run another image that speaks the same protocol', () => {
    const { output, inference } = new DeclaredPath();
    const zone = new TrustZone(Testing.app(), 'custom', { platform: kubernetes() });
    const image = ImageRef.of('registry.example/own/guard:2.0.1');
    const guardrail = Guardrail.custom(zone, 'guardrail', { rules: RULES, image, uid: 12345, gid: 12345 });
    guardrail.forwardsTo(output).forwardsTo(inference);
    const container = containerOf(guardrail);
    expect(container.image).toBe('registry.example/own/guard:2.0.1');
    expect(container.securityContext.runAsUser).toBe(12345);
    expect(container.args[0]).toBe('serve');
    expect(Guardrail.isGuardrail(guardrail)).toBe(true);
    expect(Guardrail.isGuardrail(output)).toBe(false);
  });
});
