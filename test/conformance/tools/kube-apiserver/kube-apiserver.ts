import { join } from 'node:path';
import { run } from '../command';
import { goToolchain } from '../go/go-toolchain';
import { withHeartbeat } from '../progress';
import { cachedTool } from '../tool-cache';
import { KUBERNETES_VERSION } from './kubernetes-version';

/**
 * The real API server, built from Go modules that go.sum pins (about 4 minutes on two cores, once per machine).
 *
 * @returns the path of the kube-apiserver program
 */
export function kubeApiserver(): Promise<string> {
  return cachedTool({ name: 'kube-apiserver', version: KUBERNETES_VERSION, binary: 'kube-apiserver', install });
}

async function install(folder: string): Promise<void> {
  const go = await goToolchain();
  const [major = '', minor = ''] = KUBERNETES_VERSION.split('.');
  // without the stamp the server calls itself v0.0.0-master and its feature gates and OpenAPI carry that version
  const stamp = { gitVersion: `v${KUBERNETES_VERSION}`, gitMajor: major, gitMinor: minor };
  const linkerFlags = Object.entries(stamp).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  await withHeartbeat(
    'kube-apiserver',
    `building ${KUBERNETES_VERSION} with go`,
    run(
      go,
      [
        'build',
        '-mod=readonly',
        '-buildvcs=false',
        // the profile in the source tree would have every dependency compiled again
        '-pgo=off',
        '-trimpath',
        `-ldflags=-s -w ${linkerFlags.join(' ')}`,
        '-o',
        join(folder, 'kube-apiserver'),
        'k8s.io/kubernetes/cmd/kube-apiserver',
      ],
      { cwd: __dirname, env: { GOWORK: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local' } },
    ),
  );
}
