import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type KubernetesDocument } from '../../../lib/assurance/document';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { run } from '../tools/command';
import { goToolchain } from '../tools/go/go-toolchain';
import { KUBERNETES_VERSION } from '../tools/kube-apiserver/kubernetes-version';

/** The newest version of the standards that Kubernetes ships examples of. */
export const STANDARD_VERSION = 'v1.35';

export interface StandardExample {
  /** For example `restricted/fail/runasnonroot0`. */
  readonly name: string;
  readonly pod: KubernetesDocument;
}

/** The examples with which Kubernetes tests its own Pod Security admission, out of its Go module. */
export async function podSecurityExamples(): Promise<StandardExample[]> {
  const module = `k8s.io/pod-security-admission@v0${KUBERNETES_VERSION.slice(KUBERNETES_VERSION.indexOf('.'))}`;
  const found = await run(await goToolchain(), ['mod', 'download', '-json', module], { cwd: tmpdir() });
  const { Dir } = JSON.parse(found) as { readonly Dir: string };
  return ['restricted', 'baseline'].flatMap((level) =>
    ['pass', 'fail'].flatMap((verdict) => {
      const folder = join(Dir, 'test/testdata', level, STANDARD_VERSION, verdict);
      return readdirSync(folder).map((file) => ({
        name: `${level}/${verdict}/${basename(file, '.yaml')}`,
        pod: podOf(join(folder, file)),
      }));
    }),
  );
}

/** Their names have underscores, which the API refuses. */
function podOf(file: string): KubernetesDocument {
  const [pod] = DocumentSet.parse(readFileSync(file, 'utf8')).documents;
  if (pod === undefined) throw new Error(`${file} has no pod`);
  return { ...pod, metadata: { ...pod.metadata, name: pod.metadata.name.replaceAll('_', '-') } };
}
