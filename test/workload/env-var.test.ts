import { SecretRef } from '../../lib/platform';
import { EnvVar, JudgedProgram } from '../../lib/workload';
import { declareWorkload, declareZone, podOf, REASON, waive } from './declared';

describe('an environment variable', () => {
  it('holds a value, a field of the pod or an annotation of the pod', () => {
    expect(EnvVar.value('MODE', 'fast')._render()).toEqual({ name: 'MODE', value: 'fast' });
    expect(EnvVar.fromPodField('POD', 'metadata.name')._render()).toEqual({
      name: 'POD',
      valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
    });
    expect(EnvVar.fromAnnotation('RULES', 'example.dev/rules')._render()).toMatchObject({
      valueFrom: { fieldRef: { fieldPath: "metadata.annotations['example.dev/rules']" } },
    });
  });

  it.each(['PASSWORD', 'DB_PASSWORD', 'HF_TOKEN', 'VLLM_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'client_secret', 'APIKEY'])(
    '%s may not hold a literal value',
    (name) => {
      expect(() => EnvVar.value(name, 'x')).toThrow(/looks like a credential.*mount it/);
    },
  );

  it.each(['TOKENIZERS_PARALLELISM', 'API_KEY_FILE', 'SECRET_PATH', 'KEYBOARD', 'MAX_TOKENS'])(
    '%s is no credential',
    (name) => {
      expect(EnvVar.value(name, 'x').name).toBe(name);
    },
  );

  it.each(['', '1A', 'A-B', 'A B', 'A'.repeat(51)])('is refused when its name is %p', (name) => {
    expect(() => EnvVar.value(name, 'x')).toThrow(/name .* is not allowed/);
  });

  it('takes a secret only with a reason, which is written on the pod, in init containers too', () => {
    const zone = declareZone();
    const secret = SecretRef.key('model', 'api-key');
    const variable = EnvVar.dangerouslyFromSecret('API_KEY', secret, REASON);
    waive(
      declareWorkload(zone, 'server', { initContainers: [{ name: 'init', env: [variable] }] }),
      'environment-secrets',
    );
    const pod = podOf(zone);
    expect(pod.metadata.annotations).toEqual({ 'secure-llm.dev/opt-out.env.API_KEY': REASON });
    expect(pod.spec.initContainers[0].env).toEqual([
      { name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'model', key: 'api-key', optional: false } } },
    ]);
    expect(JudgedProgram.of(zone).waived.map(({ finding }) => finding.message)).toEqual([
      `container init has a secret in its environment; the reason given: ${REASON}`,
    ]);
    expect(() => EnvVar.dangerouslyFromSecret('API_KEY', secret, 'because')).toThrow(/at least 20 characters/);
  });
});
