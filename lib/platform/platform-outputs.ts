import { readFileSync } from 'node:fs';
import { Cidr } from './cidr';
import { outputsMalformed, outputsUnreadable } from './errors';
import { type NodeOs } from './node-os';
import {
  PLATFORM_OUTPUT_RULES,
  type PlatformOutputName,
  type PlatformOutputRule,
  SECRET_VERSION,
} from './platform-output-rules';

/**
 * What the Terraform program knows about the cluster and the Kubernetes program needs: the only way from one to the other. It comes
 * from the file that `terraform output -json` prints.
 */
export class PlatformOutputs {
  /**
   * Reads the file.
   * @throws if it cannot be read, or an output is missing or malformed; every one that is, is listed
   */
  public static fromFile(path: string): PlatformOutputs {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw outputsUnreadable(path, (error as NodeJS.ErrnoException).code ?? 'unknown reason');
    }
    return PlatformOutputs.fromJson(text, path);
  }

  /**
   * Reads the text of such a file.
   * @param source where the text is from, for messages
   * @throws if it is not JSON, or an output is missing or malformed; every one that is, is listed
   */
  public static fromJson(text: string, source: string): PlatformOutputs {
    let outputs: unknown;
    try {
      outputs = JSON.parse(text);
    } catch {
      throw outputsUnreadable(source, 'it is not JSON'); // the parser's own message would quote the file
    }
    if (!isObject(outputs)) throw outputsUnreadable(source, 'it is not a JSON object');
    const problems = Object.entries(PLATFORM_OUTPUT_RULES).flatMap(([name, rule]) => problemOf(name, rule, outputs));
    if (problems.length > 0) throw outputsMalformed(source, problems);
    return new PlatformOutputs(outputs as TerraformOutputs);
  }

  private constructor(private readonly outputs: TerraformOutputs) {}

  /** Region identifier of the cluster. */
  public get region(): string {
    return this.text('region');
  }

  /** Minor version of the control plane, like `1.36`. */
  public get kubernetesVersion(): string {
    return /1\.\d+/.exec(this.text('kubernetes_version'))![0];
  }

  /** Operating system of the nodes. */
  public get nodeOs(): NodeOs {
    return this.text('node_os') as NodeOs;
  }

  /** Resource name of GPUs, which is the key of the taint on their nodes too. */
  public get gpuResourceName(): string {
    return this.text('gpu_resource_name');
  }

  /** OCID of the compartment that the cluster is in. */
  public get compartmentId(): string {
    return this.text('compartment_id');
  }

  /** OCID of the cluster. */
  public get clusterId(): string {
    return this.text('cluster_id');
  }

  /** OCID of the vault that the secrets are in. */
  public get vaultId(): string {
    return this.text('vault_id');
  }

  /** Networks of the API server: its private address and its Service's. */
  public get apiServerCidrs(): Cidr[] {
    return this.cidrs('api_server_cidrs');
  }

  /** Networks of the nodes. */
  public get nodeCidrs(): Cidr[] {
    return this.cidrs('node_cidrs');
  }

  /** Networks of the pods. */
  public get podCidrs(): Cidr[] {
    return this.cidrs('pod_cidrs');
  }

  /** OCID of the private subnet of load balancers. */
  public get loadBalancerSubnetId(): string {
    return this.text('load_balancer_subnet_id');
  }

  /** OCID of the network security group of load balancers. */
  public get loadBalancerGroupId(): string {
    return this.text('load_balancer_group_id');
  }

  /** Namespace of Object Storage and of the registry. */
  public get objectStorageNamespace(): string {
    return this.text('object_storage_namespace');
  }

  /** Host and namespace of the region's registry, a target for `registryMirrors`. */
  public get imageRegistry(): string {
    return this.text('image_registry');
  }

  /** Versions of the secrets in the vault when the file was made, by `SecretRef.vaultName`. */
  public get secretVersions(): { [vaultName: string]: string } {
    const lines = this.outputs.secret_versions.value as string[];
    return Object.fromEntries(lines.map((line) => SECRET_VERSION.exec(line)!.slice(1) as [string, string]));
  }

  private text(name: PlatformOutputName): string {
    return this.outputs[name].value as string;
  }

  private cidrs(name: PlatformOutputName): Cidr[] {
    return (this.outputs[name].value as string[]).map((text) => Cidr.parse(text));
  }
}

type TerraformOutputs = { readonly [name in PlatformOutputName]: { readonly value: string | string[] } };

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with an output. No value is quoted: nobody knows what else got into the file. */
function problemOf(name: string, rule: PlatformOutputRule, outputs: { readonly [name: string]: unknown }): string[] {
  const expected = rule.isList ? `a list of ${rule.expected}` : rule.expected;
  if (!Object.hasOwn(outputs, name)) return [`${name} is missing, expected ${expected}`];
  const output = outputs[name];
  if (!isObject(output) || !('value' in output)) {
    return [`${name} has no "value", expected what \`terraform output -json\` prints`];
  }
  const { value } = output;
  if (rule.isList !== Array.isArray(value)) return [`${name} is ${kindOf(value)}, expected ${expected}`];
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0 && !rule.mayBeEmpty) return [`${name} is empty, expected ${expected}`];
  return texts.flatMap((text, at) => {
    if (typeof text === 'string' && rule.accepts(text)) return [];
    const place = rule.isList ? `${name}[${at}]` : name;
    return [`${place} is ${typeof text === 'string' ? 'another text' : kindOf(text)}, expected ${rule.expected}`];
  });
}

const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;
