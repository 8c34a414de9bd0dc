import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type KubernetesObject } from './kubernetes-object';

/** Where `npm run synth` writes, one folder per example. */
const DIST = resolve(__dirname, '../../../dist');

export interface WrittenExample {
  readonly name: string;
  readonly folder: string;
  /** In written order: files by name, documents as they stand in their file. That is also kubectl's order for a folder. */
  readonly documents: readonly KubernetesObject[];
  /** Files without admission policies: what a test applies that asks what an API server does by itself. */
  readonly zoneFiles: readonly string[];
  /** What stands in them. */
  readonly zoneDocuments: readonly KubernetesObject[];
}

/** Groups of Kubernetes itself that have no dot, beside the one without a name; the others end with `.k8s.io`. */
const SHORT_GROUPS = ['apps', 'autoscaling', 'batch', 'policy'];

/**
 * Reads what synthesis wrote, of examples that an API server takes as it is. One with kinds of an extension belongs to the
 * part that serves them.
 *
 * @throws when there is nothing, so that a test of every document never passes on none
 */
export function writtenExamples(dist: string = DIST): WrittenExample[] {
  const examples = foldersOf(dist)
    .map((name) => writtenExample(name, dist))
    .filter(({ documents }) => documents.every(isBuiltIn));
  if (examples.length === 0) throw new Error(`${dist} holds no example; run \`npm run synth\` first`);
  return examples;
}

/** @throws when the example was not written */
export function writtenExample(name: string, dist: string = DIST): WrittenExample {
  const folder = join(dist, name);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file))
    .map((file) => ({ file, documents: readDocuments(file) }));
  const documents = files.flatMap((each) => each.documents);
  if (documents.length === 0) throw new Error(`${folder} holds no Kubernetes document`);
  const zones = files.filter((each) => each.documents.every(({ kind }) => kind !== 'ValidatingAdmissionPolicy'));
  return {
    name,
    folder,
    documents,
    zoneFiles: zones.map(({ file }) => file),
    zoneDocuments: zones.flatMap((each) => each.documents),
  };
}

function isBuiltIn({ apiVersion }: KubernetesObject): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined || SHORT_GROUPS.includes(group) || group.endsWith('.k8s.io');
}

function foldersOf(dist: string): string[] {
  try {
    return readdirSync(dist, { withFileTypes: true }).flatMap((entry) =>
      // synthesis writes to a hidden folder first
      entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : [],
    );
  } catch (error) {
    throw new Error(`cannot read ${dist}; run \`npm run synth\` first`, { cause: error });
  }
}

function readDocuments(file: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) throw new Error(`${file} is not YAML: ${problem.message}`);
    return document.toJS() as KubernetesObject;
  });
}
