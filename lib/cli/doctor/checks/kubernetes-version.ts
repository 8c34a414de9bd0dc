import { type Precondition, PreconditionState } from '../precondition';
import { type DocumentSet } from '../../../assurance';
import { at, textOf } from '../../../assurance/fields';
import { type ClusterFacts } from '../cluster-facts';

/** Label of a namespace with the version of Kubernetes for which its pods were written. */
const WRITTEN_FOR = 'pod-security.kubernetes.io/enforce-version';

/** The API server drops fields that it does not know, and a node without them runs the pod without them. */
export function kubernetesVersion(documents: DocumentSet, facts: ClusterFacts): Precondition[] {
  const wanted = documents
    .ofKind('Namespace', '')
    .flatMap(({ metadata }) => minorOf(metadata.labels?.[WRITTEN_FOR]) ?? []);
  if (wanted.length === 0) return [];
  const minor = Math.max(...wanted);
  const nodes = facts.objects
    .ofKind('Node', '')
    .map((node) => textOf(at(node, 'status', 'nodeInfo', 'kubeletVersion')));
  const versions = [facts.version, ...nodes].filter((version) => version !== undefined);
  const need = `Kubernetes 1.${minor} or newer`;
  if (facts.version === undefined)
    return [{ need, state: PreconditionState.UNKNOWN, found: 'the version is not told' }];
  const older = versions.filter((version) => (minorOf(version) ?? 0) < minor);
  const found = [`API server ${facts.version}`, ...new Set(nodes.map((version) => `node ${version}`))].join(', ');
  return [
    older.length === 0
      ? { need, state: PreconditionState.MET, found }
      : {
          need,
          state: PreconditionState.MISSING,
          found,
          remedy: `Upgrade the cluster, or write the program for it: Platform with kubernetesVersion '1.${minorOf(older[0]) ?? ''}'.`,
        },
  ];
}

function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
