import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command';
import { goToolchain } from '../go/go-toolchain';
import { KUBERNETES_PROGRAMS, KUBERNETES_VERSION } from './kubernetes-version';

/**
 * Kubernetes' published go.mod requires its staging modules at v0.0.0, which exist only in its own repository
 * (kubernetes#79384); a module that builds it must replace each of them with its release.
 *
 * @param published go.mod of k8s.io/kubernetes
 * @param version of Kubernetes, `1.36.3`
 */
export function goMod(published: string, version: string): string {
  const staging = [...published.matchAll(/^\t(k8s\.io\/\S+) v0\.0\.0$/gm)].map(([, name]) => name ?? '');
  if (staging.length === 0) throw new Error('the published go.mod lists no staging module at v0.0.0');
  const released = `v0${version.slice(version.indexOf('.'))}`;
  return [
    'module cdk8s-secure-llm.invalid/kube-apiserver',
    line(published, /^go \S+$/m),
    line(published, /^godebug \S+$/m),
    `tool (\n${KUBERNETES_PROGRAMS.map((name) => `\tk8s.io/kubernetes/cmd/${name}`).join('\n')}\n)`,
    `require k8s.io/kubernetes v${version}`,
    `replace (\n${staging.map((name) => `\t${name} => ${name} ${released}`).join('\n')}\n)\n`,
  ].join('\n\n');
}

function line(text: string, pattern: RegExp): string {
  const found = pattern.exec(text);
  if (found === null) throw new Error(`the published go.mod has no line like ${pattern.source}`);
  return found[0];
}

async function main(): Promise<void> {
  const go = await goToolchain();
  const env = { GOWORK: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local' };
  const download = await run(go, ['mod', 'download', '-json', `k8s.io/kubernetes@v${KUBERNETES_VERSION}`], {
    cwd: '/',
    env,
  });
  const { GoMod: published } = JSON.parse(download) as { readonly GoMod: string };
  await writeFile(join(__dirname, 'go.mod'), goMod(await readFile(published, 'utf8'), KUBERNETES_VERSION));
  // adds the indirect requirements and writes go.sum
  await run(go, ['mod', 'tidy', '-e'], { cwd: __dirname, env });
}

if (require.main === module) void main();
