import { type KubernetesObject, type ObjectMetadata } from './kubernetes-object';

/** The fields of a pod that tests read or break, mutable on purpose; everything else stays what it was. */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  hostUsers?: boolean;
  securityContext?: SecurityContext;
  serviceAccountName?: string;
  volumes?: Record<string, unknown>[];
  [field: string]: unknown;
}

export interface Container {
  name: string;
  ports?: Record<string, unknown>[];
  resources?: { requests?: Record<string, unknown>; limits?: Record<string, unknown> };
  securityContext?: SecurityContext;
  volumeMounts?: Record<string, unknown>[];
  [field: string]: unknown;
}

export interface SecurityContext {
  capabilities?: { add?: string[]; drop?: string[] };
  [field: string]: unknown;
}

export interface Pod extends KubernetesObject {
  readonly kind: 'Pod';
  readonly spec: PodSpec;
}

/** Turns the template of each workload into the Pod that its controller would create. */
export function podsOf(documents: readonly KubernetesObject[]): Pod[] {
  return documents.flatMap((document) => {
    const template = podTemplate(document['spec']);
    if (template === undefined) return [];
    const { name, namespace } = document.metadata;
    const metadata = { ...template.metadata, name: `${name}-0`, namespace };
    return [{ apiVersion: 'v1', kind: 'Pod' as const, metadata, spec: structuredClone(template.spec) }];
  });
}

/** @returns every container of the pod, those that run first included */
export function containersOf({ containers, initContainers = [] }: PodSpec): Container[] {
  return [...initContainers, ...containers];
}

interface PodTemplate {
  readonly metadata: Omit<ObjectMetadata, 'name'>;
  readonly spec: PodSpec;
}

/** @param spec of a workload, or of the Job that a CronJob creates */
function podTemplate(spec: unknown): PodTemplate | undefined {
  const { template, jobTemplate } = (spec ?? {}) as {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: unknown };
  };
  return jobTemplate === undefined ? template : podTemplate(jobTemplate.spec);
}
