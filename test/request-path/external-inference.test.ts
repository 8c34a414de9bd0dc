import { Testing } from 'cdk8s';
import { Chart } from 'cdk8s';
import { Peer, SecretRef } from '../../lib';
import { type ExternalInferenceProps, InferenceServer } from '../../lib/request-path';
import { argumentsOf, containerOf, DeclaredPath, REASON } from './declared';

const peer = Peer.pods({ namespace: 'kserve', labels: { app: 'llama' } });
const external = (props: Partial<ExternalInferenceProps> = {}) =>
  InferenceServer.external(Testing.chart(), 'kserve', {
    url: 'http://llama.kserve.svc:8080',
    peer,
    models: ['big-model'],
    apiKey: SecretRef.key('kserve', 'key'),
    ...props,
  });

describe('an external endpoint', () => {
  it('is forwarded to like a server of this program, and nothing is written for it', () => {
    const { output, guardrail } = new DeclaredPath();
    const endpoint = external();
    guardrail.forwardsTo(output).forwardsTo(endpoint);
    expect(argumentsOf(containerOf(output), '--model')).toEqual(['big-model=http://llama.kserve.svc:8080']);
    expect(argumentsOf(containerOf(output), '--upstream-key-file')).toEqual([
      'big-model=/etc/secure-llm/secrets/upstream-key-kserve/key',
    ]);
    expect(output.connections.outgoing).toEqual([
      { from: 'workload output/output-processor', to: 'pods {"app":"llama"} in kserve', port: 'TCP/8080' },
    ]);
    expect(Testing.synth(Chart.of(endpoint))).toEqual([]);
  });

  it('must not name a model twice', () => {
    const { output } = new DeclaredPath();
    expect(() => output.forwardsTo(external({ models: ['big-model', 'big-model'] }))).toThrow(
      /"big-model" is served twice/,
    );
  });

  it('is used without a key only with a reason', () => {
    const { output, guardrail } = new DeclaredPath();
    const endpoint = external({ apiKey: undefined, dangerouslyUnauthenticated: REASON });
    guardrail.forwardsTo(output).forwardsTo(endpoint);
    expect(argumentsOf(containerOf(output), '--upstream-key-file')).toEqual([]);
    expect(endpoint.unauthenticatedReason).toBe(REASON);
    expect(output.workload.zone.findings.map(({ message }) => message)).toContain(
      `the workload gives up endpointKey.${endpoint.name}: ${REASON}`,
    );
  });

  it.each([
    ['http://a', 'TCP/80'],
    ['https://a.example.com', 'TCP/443'],
    ['https://a.example.com:8443/', 'TCP/8443'],
    ['http://[fd12::1]:8000', 'TCP/8000'],
  ])('at %s is reached on %s', (url, port) => {
    expect(external({ url }).port.toString()).toBe(port);
  });

  it.each([
    [{ url: 'llama.kserve.svc:8080' }, /endpoint URL/],
    [{ url: 'http://user:pass@host:80' }, /endpoint URL with credentials \(not shown\)/],
    [{ url: 'http://host/v1' }, /without path/],
    [{ url: 'ftp://host' }, /endpoint URL/],
    [{ models: [] }, /names no model/],
    [{ models: ['a b'] }, /cannot be served/],
    [{ apiKey: undefined }, /exactly one of apiKey and dangerouslyUnauthenticated/],
    [{ dangerouslyUnauthenticated: REASON }, /exactly one of apiKey and dangerouslyUnauthenticated/],
  ])('is refused with %j', (props, message) => {
    expect(() => external(props)).toThrow(message);
  });
});
