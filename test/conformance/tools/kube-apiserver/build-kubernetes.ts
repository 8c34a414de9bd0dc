import { goBuild } from '../go/go-build';
import { type KUBERNETES_PROGRAMS, KUBERNETES_VERSION } from './kubernetes-version';

/** Builds some of Kubernetes' programs into a folder; they share most packages, so together they cost little more than one. */
export async function buildKubernetes(
  folder: string,
  subject: string,
  programs: readonly (typeof KUBERNETES_PROGRAMS)[number][],
): Promise<void> {
  const [major = '', minor = ''] = KUBERNETES_VERSION.split('.');
  await goBuild({
    subject,
    module: __dirname,
    packages: programs.map((program) => `k8s.io/kubernetes/cmd/${program}`),
    output: `${folder}/`,
    // without the stamp a program calls itself v0.0.0-master and its feature gates and OpenAPI carry that version
    stamps: {
      'k8s.io/component-base/version.gitVersion': `v${KUBERNETES_VERSION}`,
      'k8s.io/component-base/version.gitMajor': major,
      'k8s.io/component-base/version.gitMinor': minor,
    },
  });
}
