import { join } from 'node:path';
import { goBuild } from '../go/go-build';
import { cachedTool } from '../tool-cache';

/** Changed together with go.mod in this folder. */
const VERSION = '1.20.0';

/** @returns the path of kube-score, which judges rendered objects of Kubernetes */
export function kubeScore(): Promise<string> {
  return cachedTool({
    name: 'kube-score',
    version: VERSION,
    binary: 'kube-score',
    install: (folder) =>
      goBuild({
        subject: 'kube-score',
        module: __dirname,
        packages: ['github.com/zegl/kube-score/cmd/kube-score'],
        output: join(folder, 'kube-score'),
      }),
  });
}
