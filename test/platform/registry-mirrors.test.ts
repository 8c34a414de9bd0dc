import { RegistryMirrors } from '../../lib/platform/registry-mirrors';

describe('RegistryMirrors', () => {
  const mirrors = new RegistryMirrors({
    'docker.io': 'registry.example.com/hub',
    'docker.io/vllm': 'registry.example.com:5000/gpu',
    'localhost/cdk8s-secure-llm': 'zrh.ocir.io/tenancy/guards',
  });

  it.each([
    ['docker.io/library/busybox', 'registry.example.com/hub/library/busybox'],
    ['docker.io/vllm/vllm-openai', 'registry.example.com:5000/gpu/vllm-openai'],
    ['docker.io/vllm', 'registry.example.com:5000/gpu'],
    ['docker.io/vllm-fork/server', 'registry.example.com/hub/vllm-fork/server'],
    ['docker.io.example.com/x', 'docker.io.example.com/x'],
    ['localhost/cdk8s-secure-llm/guard', 'zrh.ocir.io/tenancy/guards/guard'],
    ['quay.io/org/name', 'quay.io/org/name'],
  ])('pulls %s from %s', (repository, from) => {
    expect(mirrors.mirrored(repository)).toBe(from);
  });

  it('lets the longest prefix win in any order of declaration', () => {
    const reversed = new RegistryMirrors({
      'quay.io/a/b': 'r.example/ab',
      'quay.io': 'r.example/q',
      'quay.io/a': 'r.example/a',
    });
    expect(['quay.io/x', 'quay.io/a/x', 'quay.io/a/b/x'].map((from) => reversed.mirrored(from))).toEqual([
      'r.example/q/x',
      'r.example/a/x',
      'r.example/ab/x',
    ]);
  });

  it.each([
    ['https://docker.io', 'is a URL'],
    ['docker.io/', 'has a path that no image can have'],
    ['docker.io/Library', 'has a path that no image can have'],
    ['docker.io/a:1.0', 'has a path that no image can have'],
    ['library', 'does not start with a registry host'],
    ['', 'does not start with a registry host'],
    ['Docker.io', 'does not start with a registry host'],
  ])('refuses the prefix and the target %j', (text, why) => {
    expect(() => new RegistryMirrors({ [text]: 'registry.example.com' })).toThrow(
      `registryMirrors prefix "${text}" ${why}`,
    );
    expect(() => new RegistryMirrors({ 'docker.io': text })).toThrow(`registryMirrors target "${text}" ${why}`);
  });
});
