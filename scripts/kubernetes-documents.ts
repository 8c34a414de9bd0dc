import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** One object of Kubernetes, as far as the summary reads it. */
export interface KubernetesDocument {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/**
 * Every document of the YAML files in a folder, in written order.
 * @throws if a file is not YAML
 */
export function readDocuments(folder: string): KubernetesDocument[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => {
      if (document.errors[0]) throw new Error(`${join(folder, file)}: ${document.errors[0].message}`);
      return document.toJS() as KubernetesDocument;
    }),
  );
}
