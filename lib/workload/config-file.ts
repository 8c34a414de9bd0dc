import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { errors } from './errors';
import { TrustZone } from './trust-zone';

/** Content of one configuration file. */
export interface ConfigFileProps {
  /** Name of the file, for example `ruleset.json`. */
  readonly fileName: string;
  /** Its content, byte for byte as UTF-8. Not for secrets. */
  readonly text: string;
  /**
   * Start of the ConfigMap's name, before the hash.
   * @default - the construct id
   */
  readonly name?: string;
}

/** The API server refuses ConfigMaps whose data exceed it (MaxSecretSize in k8s.io/kubernetes/pkg/apis/core). */
const MAX_CONFIG_MAP_BYTES = 1024 * 1024;

/**
 * One file in an immutable ConfigMap. The ConfigMap's name carries a hash of the content, so changed content is a new
 * object, running pods keep what they were started with, and going back is one change of a name.
 */
export class ConfigFile extends Construct {
  /** Name of the file. */
  readonly fileName: string;
  /** Name of the ConfigMap; the file is its only key. */
  readonly configMapName: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;

  /** @throws if the file name is not a ConfigMap key or the content is larger than 1 MiB */
  constructor(scope: Construct, id: string, props: ConfigFileProps) {
    super(scope, id);
    const bytes = Buffer.byteLength(props.text);
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(props.fileName)) throw errors.configFileName(props.fileName, this.node.path);
    if (bytes > MAX_CONFIG_MAP_BYTES) throw errors.configFileTooLarge(props.fileName, bytes, this.node.path);
    this.fileName = props.fileName;
    this.sha256 = sha256(props.text);
    this.configMapName = `${props.name ?? id}-${sha256(`${props.fileName}\n${props.text}`).slice(0, 16)}`;
    new k8s.KubeConfigMap(this, 'ConfigMap', {
      metadata: { name: this.configMapName, namespace: TrustZone.of(this).namespace },
      immutable: true,
      data: { [props.fileName]: props.text },
    });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
