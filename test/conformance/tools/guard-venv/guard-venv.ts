import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from '../command';
import { withHeartbeat } from '../progress';
import { relocatable } from '../relocatable-venv';
import { cachedTool } from '../tool-cache';
import { python } from './python';

export const GUARD_FOLDER = resolve(__dirname, '../../../../guard');
const GUARD_LOCK = join(GUARD_FOLDER, 'requirements.lock');
const TEST_TOOLS_LOCK = join(__dirname, 'test-tools.lock');

/** Where Python programs of the guard live; everything below `folders` must be readable to run them. */
export interface GuardVenv {
  /** The interpreter that sees the pinned dependencies, the installed guard and the test tools. */
  readonly python: string;
  /** Holds `secure-llm-guard`. */
  readonly bin: string;
  /** Holds `nemoguardrails`, `pytest`, `ruff`, `mypy`. */
  readonly toolsBin: string;
  /** Folders that a sandbox has to show, interpreter included. */
  readonly folders: readonly string[];
}

/**
 * Installs the guard as its image does (pins checked by hash, then the package without dependencies), in two layers: the dependencies
 * are cached by the hash of their locks, the package, which changes often, by the hash of its sources.
 */
export async function guardVenv(): Promise<GuardVenv> {
  const dependencies = await dependenciesVenv();
  const guard = await cachedTool({
    name: 'guard-package',
    version: hash(await sourcesOf(GUARD_FOLDER), dependencies),
    keptVersions: 2,
    binary: 'bin/secure-llm-guard',
    install: (folder) => installGuard(folder, dependencies),
  });
  const bin = dirname(guard);
  const prefix = await run(dependencies, ['-c', 'import sys; print(sys.base_prefix)']);
  return {
    python: join(bin, 'python'),
    bin,
    toolsBin: dirname(dependencies),
    folders: [dirname(bin), dirname(dirname(dependencies)), prefix.trim()],
  };
}

async function dependenciesVenv(): Promise<string> {
  const locks = await Promise.all([GUARD_LOCK, TEST_TOOLS_LOCK].map((lock) => readFile(lock, 'utf8')));
  const interpreter = await python();
  return cachedTool({
    name: 'guard-venv',
    version: hash(interpreter, ...locks),
    keptVersions: 2,
    binary: 'bin/python',
    install: (folder) =>
      withHeartbeat('guard-venv', 'installing nemoguardrails and its pins', installDependencies(interpreter, folder)),
  });
}

async function installDependencies(interpreter: string, folder: string): Promise<void> {
  await run(interpreter, ['-m', 'venv', folder]);
  // the guard's lock comes last, so that no test tool changes a version that ships
  for (const lock of [TEST_TOOLS_LOCK, GUARD_LOCK]) {
    await run(join(folder, 'bin/python'), ['-m', 'pip', 'install', '-q', '--require-hashes', '--no-deps', '-r', lock]);
  }
  await run(join(folder, 'bin/python'), ['-m', 'pip', 'check']);
  await relocatable(join(folder, 'bin'), folder);
}

/** Builds from a copy, because setuptools writes into the source folder. */
async function installGuard(folder: string, dependencies: string): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'guard-sources-'));
  try {
    for (const part of ['pyproject.toml', 'README.md', 'secure_llm_guard']) {
      await cp(join(GUARD_FOLDER, part), join(copy, part), { recursive: true });
    }
    await run(dependencies, ['-m', 'venv', '--without-pip', folder]);
    const site = await run(join(folder, 'bin/python'), ['-c', 'import site; print(site.getsitepackages()[0])']);
    const below = await run(dependencies, ['-c', 'import site; print(site.getsitepackages()[0])']);
    await writeFile(join(site.trim(), 'dependencies.pth'), below);
    await run(dependencies, [
      ...['-m', 'pip', '--python', join(folder, 'bin/python'), 'install', '-q'],
      ...['--no-deps', '--no-build-isolation', '--no-index', copy],
    ]);
    await relocatable(join(folder, 'bin'), folder);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function sourcesOf(folder: string): Promise<string> {
  const names = (await readdir(join(folder, 'secure_llm_guard'), { recursive: true }))
    .filter((name) => /\.(py|txt|typed)$/.test(name))
    .sort();
  const files = ['pyproject.toml', ...names.map((name) => join('secure_llm_guard', name))];
  const texts = await Promise.all(files.map(async (name) => `${name}\n${await readFile(join(folder, name), 'utf8')}`));
  return texts.join('\n');
}

function hash(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);
}
