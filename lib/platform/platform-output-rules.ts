import { Cidr } from './cidr';
import { KubernetesVersion } from './kubernetes-version';
import { isQualifiedName } from './labels';
import { NodeOs } from './node-os';
import { isOciRegionShape } from './oci-region';

/** How one Terraform output is read. */
export interface PlatformOutputRule {
  /** Whether it is a list of texts. */
  readonly isList: boolean;
  /** Whether the list may have nothing in it. */
  readonly mayBeEmpty?: boolean;
  /** What a text is expected to be, for messages. */
  readonly expected: string;
  /** Whether a text is that. */
  accepts(text: string): boolean;
}

const text = (expected: string, accepts: (text: string) => boolean): PlatformOutputRule => ({
  isList: false,
  expected,
  accepts,
});
const list = (expected: string, accepts: (text: string) => boolean): PlatformOutputRule => ({
  isList: true,
  expected,
  accepts,
});
/** Name of a secret in the vault, and the number of its version. */
export const SECRET_VERSION = /^([A-Za-z0-9._-]+) ([1-9]\d*)$/;

const ocid = (type: string): PlatformOutputRule =>
  text(`an OCID of a ${type}`, (value) =>
    new RegExp(`^ocid1\\.${type}\\.oc\\d+\\.[a-z0-9-]*(?:\\.[a-z0-9_-]+)+$`).test(value),
  );

const isCidr = (value: string): boolean => {
  try {
    Cidr.parse(value);
    return true;
  } catch {
    return false;
  }
};

const isKnownVersion = (value: string): boolean => {
  const minor = /^v?(1\.\d+)\.\d+$/.exec(value)?.[1];
  return KubernetesVersion.known().some((version) => version.toString() === minor);
};

/** The Terraform outputs that the Kubernetes program reads, by name. What Terraform writes is `OkeFoundation`'s. */
export const PLATFORM_OUTPUT_RULES = {
  region: text('an OCI region identifier, like "eu-zurich-1"', isOciRegionShape),
  kubernetes_version: text(
    `a version with its patch of ${KubernetesVersion.known().join(', ')}, like "v1.36.1"`,
    isKnownVersion,
  ),
  node_os: text(`one of ${Object.values(NodeOs).join(', ')}`, (value) => Object.values<string>(NodeOs).includes(value)),
  gpu_resource_name: text('"domain/name", like "nvidia.com/gpu"', isQualifiedName),
  compartment_id: text('an OCID of a compartment or tenancy', (value) =>
    /^ocid1\.(?:compartment|tenancy)\.oc\d+\.[a-z0-9-]*(?:\.[a-z0-9_-]+)+$/.test(value),
  ),
  cluster_id: ocid('cluster'),
  vault_id: ocid('vault'),
  api_server_cidrs: list('networks, like "10.0.32.5/32"', isCidr),
  node_cidrs: list('networks, like "10.0.64.0/19"', isCidr),
  pod_cidrs: list('networks, like "10.0.128.0/17"', isCidr),
  load_balancer_subnet_id: ocid('subnet'),
  load_balancer_group_id: ocid('networksecuritygroup'),
  object_storage_namespace: text('a namespace of Object Storage', (value) => /^[a-z0-9][a-z0-9_-]{0,62}$/.test(value)),
  image_registry: text('a registry host with a path, like "ocir.eu-zurich-1.oci.oraclecloud.com/axyz"', (value) =>
    /^[a-z0-9.-]+\.[a-z]{2,}\/[a-z0-9][a-z0-9_/-]*$/.test(value),
  ),
  secret_versions: {
    ...list('the name of a secret with its version, like "assistant_system-prompt 3"', (value) =>
      SECRET_VERSION.test(value),
    ),
    mayBeEmpty: true,
  },
} satisfies { readonly [name: string]: PlatformOutputRule };

/** Name of a Terraform output that the Kubernetes program reads. */
export type PlatformOutputName = keyof typeof PLATFORM_OUTPUT_RULES;
