import { repositoryOf } from '../../../lib/cli/images/registry';

test.each([
  ['docker.io/vllm/vllm-openai', 'https://registry-1.docker.io', 'vllm/vllm-openai'],
  ['docker.io/nginx', 'https://registry-1.docker.io', 'library/nginx'],
  ['ghcr.io/ggml-org/llama.cpp', 'https://ghcr.io', 'ggml-org/llama.cpp'],
  ['registry.example.org:5000/a/b/c', 'https://registry.example.org:5000', 'a/b/c'],
  ['localhost:5000/a', 'http://localhost:5000', 'a'],
  ['127.0.0.1:5000/a', 'http://127.0.0.1:5000', 'a'],
  ['localhost.example.org/a', 'https://localhost.example.org', 'a'],
])('%s is asked for at %s, as %s', (name, url, path) => {
  expect(repositoryOf(name)).toMatchObject({ url, path });
});
