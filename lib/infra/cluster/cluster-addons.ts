import { type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ContainerengineAddon } from '../bindings/containerengine-addon';
import { type GpuShape, GpuVendor } from '../nodes/gpu-shape';
import { errors } from '../errors';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { installTerraformChecks } from '../rules/terraform-checks';
import { type ICluster } from './cluster';
import { GpuOwner } from './gpu-owner';

/** An add-on that OKE installs and keeps up to date. */
export interface AddonSpec {
  /** Name as OKE knows it, such as `KubernetesMetricsServer`; `oci ce addon-option list` prints all. */
  readonly name: string;
  /**
   * Version, with which you take over its upgrades.
   * @default - Oracle upgrades it
   */
  readonly version?: string;
  /**
   * Settings. All values are texts; lists and objects are JSON.
   * @default - the add-on's own
   */
  readonly configuration?: { readonly [key: string]: string };
}

/** What the add-ons of a cluster depend on. */
export interface ClusterAddonsProps {
  /** The cluster. */
  readonly cluster: ICluster;
  /** Pools of nodes without GPUs, without which the add-ons cannot run: installed after them, removed before them. */
  readonly after: readonly ITerraformDependable[];
  /** Shapes of the cluster's GPU nodes. */
  readonly gpuShapes: readonly GpuShape[];
  /**
   * What offers the GPUs.
   * @default GpuOwner.DEVICE_PLUGIN
   */
  readonly gpuOwner?: GpuOwner;
  /**
   * Further add-ons.
   * @default - none
   */
  readonly addons?: readonly AddonSpec[];
}

/** Add-ons that offer GPUs, by what they are to the owner. */
const GPU_ADDONS = ['NvidiaGpuPlugin', 'NvidiaGpuOperator', 'AmdGpuPlugin', 'AmdGpuOperator'];

/** What must be installed before an add-on (terraform-oci-oke, read 2026-04-29; for the operator, `oci-hpc-oke`). */
const NEEDS: { readonly [addon: string]: string } = {
  KubernetesMetricsServer: 'CertManager',
  NvidiaGpuOperator: 'NodeFeatureDiscovery',
};

/** Names of add-ons become parts of names in the configuration, so only what can stand there is taken. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** The add-ons of a cluster, with one owner of its GPUs. */
export class ClusterAddons extends Construct {
  private readonly installed = new Map<string, ContainerengineAddon>();

  /** @throws if the name of an add-on cannot be one; what does not fit together is reported at synth */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterAddonsProps,
  ) {
    super(scope, id);
    installTerraformChecks(this);
    const owner = props.gpuOwner ?? GpuOwner.DEVICE_PLUGIN;
    const wanted = [...gpuAddons(owner, props.gpuShapes), ...(props.addons ?? [])];
    const specs = new Map(wanted.map((spec) => [spec.name, spec]));
    reportProblems(this, () => problemsOf(props.addons ?? [], owner));
    for (const spec of specs.values()) this.install(spec, specs);
  }

  /** Names of the add-ons, with those that others need. */
  public get names(): string[] {
    return [...this.installed.keys()];
  }

  private install(spec: AddonSpec, specs: ReadonlyMap<string, AddonSpec>): ContainerengineAddon {
    if (!NAME.test(spec.name)) throw errors.badName('add-on', spec.name, 'letters, digits and dashes, as OKE lists it');
    const made = this.installed.get(spec.name);
    if (made) return made;
    const needed = NEEDS[spec.name];
    const before = needed === undefined ? [] : [this.install(specs.get(needed) ?? { name: needed }, specs)];
    const addon = new ContainerengineAddon(this, spec.name, {
      clusterId: this.props.cluster.clusterId,
      addonName: spec.name,
      version: spec.version,
      configurations: Object.entries(spec.configuration ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => ({ key, value })),
      removeAddonResourcesOnDelete: true,
      // OKE has put some on a new cluster already, and refuses to install them again without it.
      overrideExisting: true,
      timeouts: { create: '30m', update: '30m', delete: '30m' },
      dependsOn: [...this.props.after, ...before],
    });
    this.installed.set(spec.name, addon);
    return addon;
  }
}

function gpuAddons(owner: GpuOwner, shapes: readonly GpuShape[]): AddonSpec[] {
  const has = (vendor: GpuVendor): boolean => shapes.some((shape) => shape.vendor === vendor);
  const nvidia: AddonSpec =
    owner === GpuOwner.GPU_OPERATOR
      ? { name: 'NvidiaGpuOperator', configuration: { disableNvidiaGpuPlugin: 'true' } }
      : { name: 'NvidiaGpuPlugin' };
  if (owner === GpuOwner.YOURS) return [];
  return [...(has(GpuVendor.NVIDIA) ? [nvidia] : []), ...(has(GpuVendor.AMD) ? [{ name: 'AmdGpuPlugin' }] : [])];
}

function problemsOf(addons: readonly AddonSpec[], owner: GpuOwner): string[] {
  const names = addons.map(({ name }) => name);
  return [
    ...names.filter((name) => GPU_ADDONS.includes(name)).map((name) => problems.gpuOwner(name, owner)),
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => problems.addonTwice(name)),
  ];
}
