import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../../lib/infra/schema');

/** The filtered schema that the bindings are generated from and the synthesized JSON is judged by. */
export const SCHEMA_FILE = join(FOLDER, 'oci.json');

/** Where the filtered schema comes from, in `oci.source.json` beside it. */
export const SOURCE_FILE = join(FOLDER, 'oci.source.json');

/** The content of `oci.source.json`. */
export interface SchemaSource {
  /** Full name of the provider. */
  readonly provider: string;
  /** Its version. */
  readonly version: string;
  /** Of the file that was filtered. */
  readonly unfilteredSha256: string;
  /** Of `oci.json`. */
  readonly sha256: string;
}

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
