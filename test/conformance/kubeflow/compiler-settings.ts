import { type KubernetesObject } from '../api-server/kubernetes-object';
import { containersOf, type PodSpec } from '../api-server/pod';

/** What the API server of Kubeflow Pipelines puts into every Workflow that it compiles, as its environment says. */
export interface CompilerSettings {
  readonly driverImage: string;
  readonly launcherImage: string;
  /** `securityContext` fields of the container of a step. */
  readonly stepSecurity: Readonly<Record<string, number | boolean>>;
  /** Merged into `spec` of every Workflow. */
  readonly specPatch: Readonly<Record<string, unknown>>;
}

/**
 * Reads the settings from the written Deployment of the API server, as that would read its environment. It is in no package
 * registry and is not run here.
 *
 * @throws when a setting is missing without which its pods would be others than those that are tested
 */
export function compilerSettings(apiServer: KubernetesObject): CompilerSettings {
  const { template } = apiServer['spec'] as { readonly template: { readonly spec: PodSpec } };
  const env = containersOf(template.spec).flatMap((container) => (container['env'] ?? []) as readonly EnvVar[]);
  const value = (name: string): string => {
    const found = env.find((each) => each.name === name)?.value;
    if (found === undefined) throw new Error(`the API server is written without ${name}`);
    return found;
  };
  return {
    driverImage: value('V2_DRIVER_IMAGE'),
    launcherImage: value('V2_LAUNCHER_IMAGE'),
    stepSecurity: {
      runAsUser: Number(value('DEFAULT_SECURITY_CONTEXT_RUN_AS_USER')),
      runAsGroup: Number(value('DEFAULT_SECURITY_CONTEXT_RUN_AS_GROUP')),
      runAsNonRoot: value('DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT') === 'true',
    },
    specPatch: JSON.parse(value('COMPILED_PIPELINE_SPEC_PATCH')) as Record<string, unknown>,
  };
}

interface EnvVar {
  readonly name: string;
  readonly value?: string;
}
