import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cachedTool, type CachedTool } from './tool-cache';

let home: string;
const before = process.env['XDG_CACHE_HOME'];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tool-cache-'));
  process.env['XDG_CACHE_HOME'] = home;
});
afterEach(async () => {
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
  await rm(home, { recursive: true });
});

function countingTool(version = '1.0'): CachedTool & { installs: number } {
  return {
    name: 'tool',
    version,
    binary: 'tool',
    installs: 0,
    async install(folder): Promise<void> {
      this.installs += 1;
      await sleep(50);
      await writeFile(join(folder, 'tool'), version);
    },
  };
}

test('a tool is installed once per version, in a folder named after both', async () => {
  const first = countingTool();
  expect(await cachedTool(first)).toBe(join(home, 'cdk8s-secure-llm/tool-1.0/tool'));
  await cachedTool(first);
  expect(first.installs).toBe(1);
  expect(await readFile(await cachedTool(countingTool('1.1')), 'utf8')).toBe('1.1');
});

test('two that want it at the same time install it once', async () => {
  const tool = countingTool();
  const [one, other] = await Promise.all([cachedTool(tool), cachedTool(tool)]);
  expect(one).toBe(other);
  expect(tool.installs).toBe(1);
});

test('a failed installation leaves nothing behind, and the next one tries again', async () => {
  const broken: CachedTool = { ...countingTool(), install: () => Promise.reject(new Error('no network')) };
  await expect(cachedTool(broken)).rejects.toThrow('no network');
  expect(await readdir(join(home, 'cdk8s-secure-llm'))).toEqual([]);
  await expect(cachedTool(countingTool())).resolves.toContain('tool-1.0');
});

test('an installation without its program is an error', async () => {
  await expect(cachedTool({ ...countingTool(), install: () => Promise.resolve() })).rejects.toThrow('ENOENT');
});

test('the lock of a process that died is taken over', async () => {
  await cachedTool(countingTool('0.9'));
  // above the highest pid that Linux gives (2^22)
  await writeFile(join(home, 'cdk8s-secure-llm/tool-1.0.lock'), '4194305');
  await expect(cachedTool(countingTool())).resolves.toContain('tool-1.0');
});

test('of a tool that is built anew with each change the last used versions stay, and no other tool loses any', async () => {
  const versioned = (name: string, version: string): CachedTool => ({
    ...countingTool(version),
    name,
    keptVersions: 2,
  });
  await cachedTool({ ...countingTool('aaaa'), name: 'tool-other' });
  await cachedTool(versioned('tool', 'aaaa'));
  await cachedTool(versioned('tool', 'bbbb'));
  await sleep(20);
  await cachedTool(versioned('tool', 'aaaa'));
  await sleep(20);
  await cachedTool(versioned('tool', 'cccc'));
  expect((await readdir(join(home, 'cdk8s-secure-llm'))).sort()).toEqual(['tool-aaaa', 'tool-cccc', 'tool-other-aaaa']);
});
