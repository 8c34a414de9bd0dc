import { Cidr } from './cidr';
import { requireDnsLabel, requireDnsSubdomain } from './dns-names';
import { contradictsOutputs, duplicateEntry, networkPolicyEnforcerMissing, notInEnum, regionMissing } from './errors';
import { Feature } from './feature';
import { FEATURE_GATES } from './feature-gates';
import { type KubernetesPlatformProps } from './kubernetes-platform-props';
import { KubernetesVersion } from './kubernetes-version';
import { requireQualifiedName, requireSelectingLabels } from './labels';
import { NetworkPolicyEnforcer } from './network-policy-enforcer';
import { NodeOs } from './node-os';
import { requireOciRegion } from './oci-region';
import { type OkePlatformProps } from './oke-platform-props';
import { type PlatformOptions } from './platform-options';
import { type PlatformOutputs } from './platform-outputs';
import { RegistryMirrors } from './registry-mirrors';

/** Where the stack runs: what the cluster's version, nodes and network allow, and what it calls things. */
export class Platform {
  /**
   * Any Kubernetes cluster.
   * @throws if a property is not valid, naming the allowed values
   */
  public static kubernetes(props: KubernetesPlatformProps): Platform {
    if (props?.networkPolicyEnforcer === undefined) {
      throw networkPolicyEnforcerMissing(Object.values(NetworkPolicyEnforcer));
    }
    return new Platform({ nodeOs: NodeOs.OTHER, ...withoutUndefined(props) });
  }

  /**
   * Oracle Kubernetes Engine.
   * @throws if a property is not valid, naming the allowed values
   */
  public static oke(props: OkePlatformProps): Platform {
    const { outputs, ...given } = props;
    const named = agreeing('region', given.region, outputs?.region);
    if (named === undefined) throw regionMissing();
    const region = requireOciRegion(named, given.allowUnknownRegion ?? false);
    agreeing('kubernetesVersion', given.kubernetesVersion, outputs?.kubernetesVersion);
    const defaults = { nodeOs: NodeOs.ORACLE_LINUX, networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO };
    return new Platform({ ...defaults, ...fromOutputs(outputs), ...withoutUndefined(given) }, region);
  }

  /** Minor version of the cluster. */
  public readonly kubernetesVersion: KubernetesVersion;
  /** Operating system of the nodes. */
  public readonly nodeOs: NodeOs;
  /** What enforces NetworkPolicies. */
  public readonly networkPolicyEnforcer: NetworkPolicyEnforcer;
  /** OCI region identifier; undefined outside of OKE. */
  public readonly region?: string;
  /** Resource name of GPUs. */
  public readonly gpuResourceName: string;
  /** Key of the taint on GPU nodes. */
  public readonly gpuTaintKey: string;
  /** StorageClass of written volume claims; undefined for the cluster's default. */
  public readonly storageClass?: string;
  /** Whether pods run in user namespaces: asked for, and known to the cluster's version. */
  public readonly userNamespaces: boolean;
  /** Namespace of the cluster's DNS pods. */
  public readonly clusterDnsNamespace: string;
  /** DNS suffix of the cluster's Services. */
  public readonly clusterDomain: string;

  private readonly apiServer: readonly Cidr[];
  private readonly nodes: readonly Cidr[];
  private readonly pullSecrets: readonly string[];
  private readonly dnsLabels: { readonly [key: string]: string };
  private readonly mirrors: RegistryMirrors;

  private constructor(props: KubernetesPlatformProps & { readonly nodeOs: NodeOs }, region?: string) {
    this.kubernetesVersion = KubernetesVersion.parse(props.kubernetesVersion ?? '1.36');
    this.nodeOs = oneOf('nodeOs', NodeOs, props.nodeOs);
    this.networkPolicyEnforcer = oneOf('networkPolicyEnforcer', NetworkPolicyEnforcer, props.networkPolicyEnforcer);
    this.region = region;
    this.gpuResourceName = requireQualifiedName('gpuResourceName', props.gpuResourceName ?? 'nvidia.com/gpu');
    this.gpuTaintKey = requireQualifiedName('gpuTaintKey', props.gpuTaintKey ?? 'nvidia.com/gpu');
    if (props.storageClass !== undefined) this.storageClass = requireDnsSubdomain('storageClass', props.storageClass);
    this.userNamespaces = (props.userNamespaces ?? true) && this.supports(Feature.USER_NAMESPACES);
    this.clusterDnsNamespace = requireDnsLabel('clusterDnsNamespace', props.clusterDnsNamespace ?? 'kube-system');
    this.dnsLabels = requireSelectingLabels('clusterDnsLabels', props.clusterDnsLabels ?? { 'k8s-app': 'kube-dns' });
    this.clusterDomain = requireDnsSubdomain('clusterDomain', props.clusterDomain ?? 'cluster.local');
    this.apiServer = distinct(
      'apiServerCidrs',
      (props.apiServerCidrs ?? []).map((text) => Cidr.parse(text)),
    );
    this.nodes = distinct(
      'nodeCidrs',
      (props.nodeCidrs ?? []).map((text) => Cidr.parse(text)),
    );
    const named = (props.imagePullSecrets ?? []).map((name) => requireDnsSubdomain('imagePullSecrets', name));
    this.pullSecrets = distinct('imagePullSecrets', named);
    this.mirrors = new RegistryMirrors(props.registryMirrors ?? {});
  }

  /** Networks of the API server, empty when unknown. */
  public get apiServerCidrs(): Cidr[] {
    return [...this.apiServer];
  }

  /** Networks of the nodes, empty when unknown. */
  public get nodeCidrs(): Cidr[] {
    return [...this.nodes];
  }

  /** Names of the Secrets that every pod pulls with. */
  public get imagePullSecrets(): string[] {
    return [...this.pullSecrets];
  }

  /** Labels of the cluster's DNS pods. */
  public get clusterDnsLabels(): { [key: string]: string } {
    return { ...this.dnsLabels };
  }

  /** SELinux type for pods, `container_t` where the nodes run SELinux; elsewhere undefined. */
  public get seLinuxType(): string | undefined {
    return this.nodeOs === NodeOs.ORACLE_LINUX ? 'container_t' : undefined;
  }

  /**
   * Type of the AppArmor profile for pods, `RuntimeDefault` where the nodes run AppArmor; elsewhere undefined, because a
   * kubelet without AppArmor keeps a pod that names a profile in state Blocked (https://kep.k8s.io/24).
   */
  public get appArmorProfile(): string | undefined {
    return this.nodeOs === NodeOs.UBUNTU ? 'RuntimeDefault' : undefined;
  }

  /** Whether the cluster's version keeps the field, or serves the kind, in its default settings. */
  public supports(feature: Feature): boolean {
    return this.kubernetesVersion.minor >= FEATURE_GATES[feature].sinceMinor;
  }

  /** The repository (without tag and digest) to pull from: under its mirror, or itself. */
  public mirrored(repository: string): string {
    return this.mirrors.mirrored(repository);
  }
}

/** So that an explicit `undefined` means the default, as for every other property. */
const withoutUndefined = <T extends object>(props: T): T =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;

/** What the cluster's outputs say about the platform. */
const fromOutputs = (outputs: PlatformOutputs | undefined): PlatformOptions =>
  outputs === undefined
    ? {}
    : {
        kubernetesVersion: outputs.kubernetesVersion,
        nodeOs: outputs.nodeOs,
        gpuResourceName: outputs.gpuResourceName,
        gpuTaintKey: outputs.gpuResourceName,
        apiServerCidrs: outputs.apiServerCidrs.map(String),
        nodeCidrs: outputs.nodeCidrs.map(String),
      };

/** The given value or the cluster's, which are the same where there are both. */
function agreeing(property: string, given: string | undefined, output: string | undefined): string | undefined {
  if (given !== undefined && output !== undefined && given !== output)
    throw contradictsOutputs(property, given, output);
  return given ?? output;
}

function oneOf<T extends string>(property: string, allowed: { readonly [name: string]: T }, value: T): T {
  if (!Object.values(allowed).includes(value)) throw notInEnum(property, value, Object.values(allowed));
  return value;
}

function distinct<T extends { toString(): string }>(property: string, values: readonly T[]): readonly T[] {
  const texts = values.map(String);
  const repeated = texts.find((text, at) => texts.indexOf(text) !== at);
  if (repeated !== undefined) throw duplicateEntry(property, repeated);
  return values;
}
