import { type DocumentSet } from '../../../assurance';
import { at, fieldsOf, listOf } from '../../../assurance/fields';
import { type ClusterFacts } from '../cluster-facts';
import { podSpecsIn } from '../pods';
import { type Precondition, PreconditionState } from '../precondition';

const GUIDES: readonly (readonly [RegExp, string])[] = [
  [
    /^nvidia\.com\//,
    'Add nodes with GPUs and the NVIDIA device plugin (on OKE the add-on NvidiaGpuPlugin): https://github.com/NVIDIA/k8s-device-plugin',
  ],
  [/^amd\.com\//, 'Add nodes with GPUs and the AMD device plugin: https://github.com/ROCm/k8s-device-plugin'],
];
const GUIDE =
  'Add nodes that have it, with their device plugin: https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/';

/** A pod that asks for a device which no node has, or for more than one node has, is never scheduled. */
export function devices(documents: DocumentSet, { objects, unseen }: ClusterFacts): Precondition[] {
  const wanted = new Map<string, Map<string, number>>();
  for (const { owner, spec } of podSpecsIn(documents)) {
    for (const container of [...listOf(spec.initContainers), ...listOf(spec.containers)]) {
      for (const [resource, amount] of Object.entries(fieldsOf(at(container, 'resources', 'limits')))) {
        // devices have a domain in their name; cpu, memory and storage have none
        if (!resource.includes('/')) continue;
        const users = wanted.get(resource) ?? new Map<string, number>();
        wanted.set(resource, users.set(owner, Math.max(users.get(owner) ?? 0, Number(amount))));
      }
    }
  }
  const nodes = objects.ofKind('Node', '');
  return [...wanted].map(([resource, users]): Precondition => {
    const most = Math.max(...users.values());
    const need = `a node with ${most} ${resource}`;
    const neededBy = [...users.keys()];
    const hidden = unseen.get('nodes');
    if (hidden !== undefined) return { need, state: PreconditionState.UNKNOWN, found: hidden, neededBy };
    const amounts = nodes
      .map((node) => Number(at(node, 'status', 'allocatable', resource) ?? 0))
      .filter((each) => each > 0);
    const found =
      amounts.length === 0
        ? `none of ${nodes.length} nodes has any`
        : `${amounts.length} of ${nodes.length} nodes have some, at most ${Math.max(...amounts)} each`;
    if (amounts.some((amount) => amount >= most)) return { need, state: PreconditionState.MET, found, neededBy };
    const remedy = GUIDES.find(([pattern]) => pattern.test(resource))?.[1] ?? GUIDE;
    return { need, state: PreconditionState.MISSING, found, neededBy, remedy };
  });
}
