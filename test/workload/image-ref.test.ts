import { ImageRef } from '../../lib/workload';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('an image reference', () => {
  it.each([
    'docker.io/vllm/vllm-openai:v0.28.0',
    'ghcr.io/ggml-org/llama.cpp:server-b11176',
    'localhost/cdk8s-secure-llm/guard:0.1.0',
    'localhost:5000/guard:0.1.0',
    'registry:5000/guard:1.2',
    'quay.io/org/name:1.2.3-rc.1',
    'quay.io/org/name:2026-11-01',
    `quay.io/org/name@${DIGEST}`,
    `quay.io/org/name:1.2.3@${DIGEST}`,
    `quay.io/org/name:latest@${DIGEST}`,
  ])('%s is kept as it is', (reference) => {
    expect(ImageRef.of(reference).toString()).toBe(reference);
  });

  it.each(['nginx:1.27.0', 'library/nginx:1.27.0', 'vllm/vllm-openai:v0.28.0'])(
    'the short name %s is refused, and the message writes it in full',
    (reference) => {
      expect(() => ImageRef.of(reference)).toThrow(/has no registry.*docker\.io\//);
    },
  );

  it.each([
    'latest',
    'main',
    'master',
    'nightly',
    'stable',
    'edge',
    'dev',
    'server',
    'latest-cuda12',
    'main-1a2b3c',
    'LATEST',
    'v1',
    '1',
    '12',
  ])('the moving tag %s is refused', (tag) => {
    expect(() => ImageRef.of(`quay.io/org/name:${tag}`)).toThrow(`the moving tag "${tag}"; pin a version`);
  });

  it('without a tag is refused', () => {
    expect(() => ImageRef.of('quay.io/org/name')).toThrow(/has no tag; pin a version/);
  });

  it.each([
    '',
    'quay.io/Org/name:1.2.3',
    'quay.io/org name:1.2.3',
    'quay.io/:1.2',
    `quay.io/a@sha256:12`,
    'quay.io//a:1.2',
  ])('that cannot be read is refused: %p', (reference) => {
    expect(() => ImageRef.of(reference)).toThrow(/image ".*" (cannot be read|has no registry)/);
  });

  it('keeps tag and digest when it moves to a mirror', () => {
    expect(ImageRef.of(`quay.io/org/name:1.2.3@${DIGEST}`).withName('mirror.example/quay/name').toString()).toBe(
      `mirror.example/quay/name:1.2.3@${DIGEST}`,
    );
  });

  it('is pinned by a digest that is complete', () => {
    const image = ImageRef.of('quay.io/org/name:1.2.3');
    expect(image.withDigest(DIGEST).toString()).toBe(`quay.io/org/name:1.2.3@${DIGEST}`);
    expect(() => image.withDigest('sha256:1234')).toThrow(/sha256: and 64 lower-case hex digits/);
  });
});
