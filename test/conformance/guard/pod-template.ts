import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** What `npm run synth` wrote. */
export const QUICKSTART = resolve(__dirname, '../../../dist/quickstart');

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly securityContext?: SecurityContext;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string | number };
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

export interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
}

export interface KeyToPath {
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
}

export interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string; readonly items?: readonly KeyToPath[]; readonly defaultMode?: number };
  readonly secret?: {
    readonly secretName: string;
    readonly items?: readonly KeyToPath[];
    readonly defaultMode?: number;
  };
  readonly emptyDir?: { readonly sizeLimit?: string };
  readonly persistentVolumeClaim?: object;
}

/** One tier's Deployment, as far as it says how its pod runs. */
export interface PodTemplate {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly securityContext: SecurityContext;
  readonly initContainers: readonly Container[];
  readonly container: Container;
  readonly volumes: readonly Volume[];
  /** Data of the ConfigMaps in the pod's namespace, by name. */
  readonly configMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Document {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec?: {
        readonly securityContext?: SecurityContext;
        readonly initContainers?: readonly Container[];
        readonly containers: readonly Container[];
        readonly volumes?: readonly Volume[];
      };
    };
  };
}

/**
 * Reads the pod templates of all Deployments that a synthesized folder holds.
 *
 * @throws when there is none
 */
export function podTemplates(folder: string = QUICKSTART): PodTemplate[] {
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.k8s.yaml'))
    .sort()
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document) => document.toJS() as Document | null)
    .filter((document) => document !== null);
  const templates = documents.filter(({ kind }) => kind === 'Deployment').map((found) => podTemplate(found, documents));
  if (templates.length === 0) throw new Error(`${folder} holds no Deployment; run npm run synth first`);
  return templates;
}

function podTemplate(deployment: Document, documents: readonly Document[]): PodTemplate {
  const namespace = deployment.metadata.namespace ?? 'default';
  const spec = deployment.spec?.template?.spec;
  const [container, ...others] = spec?.containers ?? [];
  if (spec === undefined || container === undefined || others.length > 0) {
    throw new Error(`Deployment ${namespace}/${deployment.metadata.name} must have exactly one container`);
  }
  const configMaps = documents.filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && (metadata.namespace ?? 'default') === namespace,
  );
  return {
    name: deployment.metadata.name,
    namespace,
    annotations: deployment.spec?.template?.metadata?.annotations ?? {},
    securityContext: spec.securityContext ?? {},
    initContainers: spec.initContainers ?? [],
    container,
    volumes: spec.volumes ?? [],
    configMaps: Object.fromEntries(configMaps.map(({ metadata, data }) => [metadata.name, data ?? {}])),
  };
}

/** The template whose container runs the guard as this tier. */
export function guardTemplate(templates: readonly PodTemplate[], tier: 'guardrail' | 'output-processor'): PodTemplate {
  const found = templates.filter(({ container }) => optionValues(container.args ?? [], '--tier').includes(tier));
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} Deployments run the tier ${tier}; expected 1`);
  return found[0];
}

/** The template that is no guard: the model server. */
export function inferenceTemplate(templates: readonly PodTemplate[]): PodTemplate {
  const found = templates.filter(({ container }) => optionValues(container.args ?? [], '--tier').length === 0);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} Deployments serve a model; expected 1`);
  return found[0];
}

/** All values of an option, written `--name=value` or `--name value`. */
export function optionValues(args: readonly string[], name: string): string[] {
  return args.flatMap((arg, index) => {
    if (arg.startsWith(`${name}=`)) return [arg.slice(name.length + 1)];
    const next = args[index + 1];
    return arg === name && next !== undefined ? [next] : [];
  });
}
