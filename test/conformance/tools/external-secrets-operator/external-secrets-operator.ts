import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../command';
import { goBuild } from '../go/go-build';
import { goToolchain } from '../go/go-toolchain';
import { cachedTool } from '../tool-cache';

/** The newest version that is one module; later ones replace their parts by folders that the published module lacks. */
export const EXTERNAL_SECRETS_VERSION = 'v0.20.1';
const MODULE = `github.com/external-secrets/external-secrets@${EXTERNAL_SECRETS_VERSION}`;
/** go.mod replaces the module by a copy, so that go.sum says nothing about it. */
const SUM = 'h1:6dnPftnv0h9fHMXpFB534Kj+eAQOEmPwVqGyL3ICv2g=';
const FILES = ['go.mod', 'go.sum', 'main.go'];
const DEFINITIONS = ['secretstores', 'externalsecrets'].map((kind) => `external-secrets.io_${kind}.yaml`);
/**
 * What links every provider and every generator with the libraries of all clouds: 2,218 packages instead of 886. The reconcilers
 * import both for nothing but that, and main.go names the providers that it wants.
 */
const CATALOGUES = ['pkg/provider/register/register.go', 'pkg/generator/register/register.go'];

/** The operator, and the definitions of the kinds that it reads. */
export interface ExternalSecretsOperator {
  /** A static program. */
  readonly program: string;
  /** Files with CustomResourceDefinitions. */
  readonly definitions: readonly string[];
}

/** Builds the operator's reconcilers, unchanged, without the catalogues of clouds. */
export async function externalSecretsOperator(): Promise<ExternalSecretsOperator> {
  const program = await cachedTool({
    name: 'external-secrets-operator',
    version: await sourceDigest(),
    keptVersions: 2,
    binary: 'external-secrets-operator',
    install: async (folder) => {
      const module = join(folder, 'module');
      const source = join(module, 'source');
      await mkdir(module);
      await cp(await download(), source, { recursive: true });
      for (const file of CATALOGUES) await writeFile(join(source, file), 'package register\n');
      for (const file of FILES) await copyFile(join(__dirname, file), join(module, file));
      const output = join(folder, 'external-secrets-operator');
      await goBuild({ subject: 'external-secrets-operator', module, packages: ['.'], output, static: true });
      for (const file of DEFINITIONS) await copyFile(join(source, 'config/crds/bases', file), join(folder, file));
      await rm(module, { recursive: true });
    },
  });
  return { program, definitions: DEFINITIONS.map((file) => join(dirname(program), file)) };
}

/** @throws when the module proxy has other bytes than those that were looked at */
async function download(): Promise<string> {
  const printed = await run(await goToolchain(), ['mod', 'download', '-json', MODULE], {
    cwd: '/',
    env: { GOWORK: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local' },
  });
  const { Dir: folder, Sum: sum } = JSON.parse(printed) as { readonly Dir: string; readonly Sum: string };
  if (sum !== SUM) throw new Error(`${MODULE} has the sum ${sum}, expected ${SUM}`);
  return folder;
}

async function sourceDigest(): Promise<string> {
  const hash = createHash('sha256').update(MODULE);
  for (const name of FILES) hash.update(`${name}\n`).update(await readFile(join(__dirname, name)));
  return hash.digest('hex').slice(0, 16);
}
