import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const DIST = join(__dirname, '../../../dist/quickstart');

/** A container of a pod template, as far as the tests look into it. */
export interface WrittenContainer {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly { readonly containerPort: number; readonly name: string; readonly protocol?: string }[];
  readonly env?: readonly { readonly name: string }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly resources: { readonly limits: Readonly<Record<string, string>> };
  readonly args: readonly string[];
}

export interface WrittenVolume {
  readonly name: string;
  readonly secret?: {
    readonly secretName: string;
    readonly items: readonly { readonly key: string; readonly path: string }[];
  };
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly configMap?: { readonly name: string };
  readonly emptyDir?: { readonly sizeLimit: string };
}

/** One document of `dist/quickstart`, as far as the tests look into it. */
export interface WrittenDocument {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
  readonly spec: {
    readonly replicas: number;
    readonly ports: readonly { readonly port: number; readonly protocol?: string }[];
    readonly template: {
      readonly metadata: {
        readonly labels: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
      };
      readonly spec: {
        readonly containers: readonly WrittenContainer[];
        readonly initContainers?: readonly WrittenContainer[];
        readonly volumes: readonly WrittenVolume[];
        readonly serviceAccountName: string;
      };
    };
  };
}

/**
 * What `npm run synth` wrote for the quickstart's zones.
 *
 * @throws when it was not run
 */
export function quickstartDocuments(): readonly WrittenDocument[] {
  return zoneFiles().flatMap((file) => documentsOf(file) as WrittenDocument[]);
}

/**
 * The files of the zones, which a user applies after the policies.
 *
 * @throws when nothing was written
 */
export function zoneFiles(): readonly string[] {
  const files = written().filter((file) => !hasPolicies(file));
  if (files.length === 0) throw new Error(`${DIST} is empty; run: npm run synth`);
  return files;
}

/** The files with admission policies; none when the program installs none. */
export function policyFiles(): readonly string[] {
  return written().filter(hasPolicies);
}

function written(): readonly string[] {
  return readdirSync(DIST)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(DIST, name));
}

function hasPolicies(file: string): boolean {
  return documentsOf(file).some(({ kind }) => kind === 'ValidatingAdmissionPolicy');
}

function documentsOf(file: string): { readonly kind: string }[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as { readonly kind: string });
}
