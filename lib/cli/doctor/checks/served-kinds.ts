import { describe, type DocumentSet, type KubernetesDocument, referenceTo } from '../../../assurance';
import { groupOf } from '../../../assurance/document';
import { at, listOf, textOf } from '../../../assurance/fields';
import { resourceOf } from '../../../assurance/resource-names';
import { type ClusterFacts } from '../cluster-facts';
import { type Precondition, PreconditionState } from '../precondition';

/** Who serves the kinds of a group. */
interface Operator {
  readonly name: string;
  /** End of the name of its image, which tells its version. */
  readonly image: RegExp;
  /** Where it is explained how to install it. */
  readonly guide: string;
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  'external-secrets.io': {
    name: 'External Secrets Operator',
    image: /external-secrets(?:\/external-secrets)?[:@]/,
    guide: 'https://external-secrets.io/latest/introduction/getting-started/',
  },
  'secrets-store.csi.x-k8s.io': {
    name: 'Secrets Store CSI Driver',
    image: /csi-secrets-store\/driver[:@]/,
    guide: 'https://secrets-store-csi-driver.sigs.k8s.io/getting-started/installation',
  },
  'cert-manager.io': {
    name: 'cert-manager',
    image: /cert-manager-controller[:@]/,
    guide: 'https://cert-manager.io/docs/installation/',
  },
  'gateway.networking.k8s.io': {
    name: 'a Gateway API implementation, for example Envoy Gateway',
    image: /envoyproxy\/gateway[:@]/,
    guide: 'https://gateway.envoyproxy.io/docs/install/',
  },
  'gateway.envoyproxy.io': {
    name: 'Envoy Gateway',
    image: /envoyproxy\/gateway[:@]/,
    guide: 'https://gateway.envoyproxy.io/docs/install/',
  },
  'monitoring.coreos.com': {
    name: 'Prometheus Operator',
    image: /prometheus-operator[:@]/,
    guide: 'https://prometheus-operator.dev/docs/getting-started/installation/',
  },
  'cilium.io': {
    name: 'Cilium',
    image: /cilium\/operator[^/]*[:@]/,
    guide: 'https://docs.cilium.io/en/stable/installation/',
  },
  'argoproj.io': {
    name: 'Argo Workflows, for example with Kubeflow Pipelines',
    image: /workflow-controller[:@]/,
    guide: 'https://www.kubeflow.org/docs/components/pipelines/operator-guides/installation/',
  },
};

/** The API server refuses an object of a kind that it does not serve. */
export function servedKinds(documents: DocumentSet, facts: ClusterFacts): Precondition[] {
  const defined = new Set(
    documents.ofKind('CustomResourceDefinition').map((each) => textOf(at(each, 'spec', 'names', 'kind'))),
  );
  const byType = new Map<string, KubernetesDocument[]>();
  for (const document of documents.documents) {
    // what the program brings itself is there in time
    if (defined.has(document.kind)) continue;
    const type = `${document.kind} of ${document.apiVersion}`;
    byType.set(type, [...(byType.get(type) ?? []), document]);
  }
  return [...byType].flatMap(([type, users]): Precondition[] => {
    const [first] = users;
    if (first === undefined) return [];
    const group = groupOf(first);
    const operator = OPERATORS[group];
    const isServed = facts.apiVersions.has(first.apiVersion) && facts.resources.has(resourceName(first));
    if (isServed && operator === undefined) return []; // most kinds are of Kubernetes itself: only what is missing matters
    const installed = operator && versionOf(operator, facts);
    const neededBy = users.map((document) => describe(referenceTo(document)));
    if (isServed) return [{ need: type, state: PreconditionState.MET, found: installed ?? 'served', neededBy }];
    const others = [...facts.apiVersions].filter((version) => version.startsWith(`${group}/`));
    return [
      {
        need: type,
        state: PreconditionState.MISSING,
        found: others.length > 0 ? `served are only ${others.join(', ')}` : (installed ?? 'not served'),
        neededBy,
        remedy:
          operator === undefined
            ? `Install what serves ${group || first.apiVersion}, or upgrade the cluster.`
            : `Install ${operator.name}: ${operator.guide}`,
      },
    ];
  });
}

function resourceName(document: KubernetesDocument): string {
  const group = groupOf(document);
  return `${resourceOf(document.kind)}${group === '' ? '' : `.${group}`}`;
}

function versionOf({ name, image }: Operator, { objects }: ClusterFacts): string | undefined {
  const images = [...objects.ofKind('Deployment', 'apps'), ...objects.ofKind('DaemonSet', 'apps')].flatMap((workload) =>
    listOf(at(workload, 'spec', 'template', 'spec', 'containers')).flatMap(
      (container) => textOf(at(container, 'image')) ?? [],
    ),
  );
  const found = images.find((each) => image.test(each));
  return found === undefined ? undefined : `${name}: ${found}`;
}
