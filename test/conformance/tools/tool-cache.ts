import { access, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { progress } from './progress';
import { isAlive } from './process-alive';

export interface CachedTool {
  readonly name: string;
  readonly version: string;
  /** The program, relative to the tool's folder. */
  readonly binary: string;
  /**
   * How many versions stay, the last used ones, when a new one is installed: for what is versioned by its sources and so is
   * built anew with each change. Its version has neither dash nor dot.
   *
   * @default all of them
   */
  readonly keptVersions?: number;
  /** Fills an empty folder; called only when the cache has no such version. */
  install(folder: string): Promise<void>;
}

/** `${XDG_CACHE_HOME:-~/.cache}/cdk8s-secure-llm`: outside the repository, so that a fresh clone finds what an earlier one built. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cdk8s-secure-llm');
}

/** Returns the absolute path of a tool's program, installing it when this machine does not have that version yet. */
export async function cachedTool(tool: CachedTool): Promise<string> {
  const folder = join(cacheFolder(), `${tool.name}-${tool.version}`);
  const binary = join(folder, tool.binary);
  if (await exists(binary)) {
    const now = new Date();
    // a cache that only another user may write to is as good, but cannot be pruned
    if (tool.keptVersions !== undefined) await utimes(folder, now, now).catch(() => undefined);
    return binary;
  }

  await mkdir(dirname(folder), { recursive: true });
  const unlock = await lock(`${folder}.lock`, tool.name);
  try {
    if (await exists(binary)) return binary;
    const partial = await mkdtemp(`${folder}.partial-`);
    try {
      await tool.install(partial);
      await access(join(partial, tool.binary));
      await rm(folder, { recursive: true, force: true });
      await rename(partial, folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    progress(tool.name, `installed ${tool.version} in ${folder}`);
    await prune(tool);
    return binary;
  } finally {
    await unlock();
  }
}

/** Removes the versions of a tool that were used longest ago. */
async function prune({ name, keptVersions }: CachedTool): Promise<void> {
  if (keptVersions === undefined) return;
  const folders = (await readdir(cacheFolder()))
    // another tool's name may begin with this one's; locks and unfinished folders have a dot
    .filter((entry) => entry.startsWith(`${name}-`) && !/[-.]/.test(entry.slice(name.length + 1)))
    .map((entry) => join(cacheFolder(), entry));
  const dated = await Promise.all(folders.map(async (folder) => ({ folder, used: (await stat(folder)).mtimeMs })));
  const superseded = dated.sort((a, b) => b.used - a.used).slice(keptVersions);
  for (const { folder } of superseded) {
    await rm(folder, { recursive: true, force: true });
    progress(name, `removed ${basename(folder)}, which a newer one supersedes`);
  }
}

/** Lets one process install at a time. The file holds the owner's pid, so the lock of a dead owner can be taken over. */
async function lock(file: string, name: string): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited++) {
    try {
      const handle = await open(file, 'wx');
      await handle.write(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !isAlive(owner)) {
      await rm(file, { force: true });
      continue;
    }
    if (waited % 30 === 0) progress(name, `waiting for process ${owner} that installs it`);
    await sleep(1000);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
