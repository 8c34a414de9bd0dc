import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { arch, platform } from 'node:process';
import { dirname, join, resolve } from 'node:path';
import { goBuild } from '../tools/go/go-build';
import { cachedTool } from '../tools/tool-cache';

const SOURCE = join(__dirname, 'provider');
/** The version whose schema is served, which is also the one that stacks ask for. */
export const PROVIDER_VERSION = '8.28.0';
/** What the provider reads: the schema that the bindings are made from, and what services would answer. */
export const PROVIDER_ENVIRONMENT = {
  SCHEMA_ONLY_SCHEMA: resolve(__dirname, '../../../lib/infra/schema/oci.json'),
  SCHEMA_ONLY_ANSWERS: join(__dirname, 'answers.json'),
};

/** Builds the provider once for each state of its sources. */
export async function schemaOnlyProvider(): Promise<string> {
  return cachedTool({
    name: 'schema-only-provider',
    version: await sourceDigest(),
    binary: 'schema-only-provider',
    install: (folder) =>
      goBuild({ subject: 'schema-only provider', module: SOURCE, packages: ['.'], output: `${folder}/`, static: true }),
  });
}

/** Lays the provider out as a mirror of both registries, in which Terraform and OpenTofu look for it. */
export async function providerMirror(folder: string): Promise<void> {
  const program = await schemaOnlyProvider();
  for (const registry of ['registry.terraform.io', 'registry.opentofu.org']) {
    const target = join(
      folder,
      `${registry}/oracle/oci/${PROVIDER_VERSION}/${platform}_${arch === 'x64' ? 'amd64' : arch}`,
      `terraform-provider-oci_v${PROVIDER_VERSION}`,
    );
    await mkdir(dirname(target), { recursive: true });
    await copyFile(program, target);
  }
}

async function sourceDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(SOURCE)).sort()) {
    hash.update(`${name}\n`).update(await readFile(join(SOURCE, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
