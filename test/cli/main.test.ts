import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TemporaryFolder } from './call';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../..');
const QUICKSTART = join(ROOT, 'examples/quickstart/quickstart.golden.yaml');
const MAIN = ['--import', 'tsx', join(ROOT, 'lib/cli/main.ts')];

/** The command as a process of its own. */
function secureLlm(args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [...MAIN, ...args], { cwd: ROOT, input, encoding: 'utf8' });
}

describe('the command as a process', () => {
  it('judges a folder and ends with code 0', () => {
    const { status, stdout } = secureLlm(['check', 'examples/quickstart']);
    expect(stdout).toContain('objects from examples/quickstart\n');
    expect(status).toBe(0);
  });

  it('judges what is piped to it, and ends with code 1 on an error', () => {
    const weak = readFileSync(QUICKSTART, 'utf8').replace('drop:\n', 'add:\n');
    const { status, stdout } = secureLlm(['check', '-'], weak);
    expect(stdout).toContain('errors (');
    expect(status).toBe(1);
  });

  it('says on standard error what is wrong with the call, and ends with code 2', () => {
    expect(secureLlm(['check', 'nowhere'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'secure-llm: nowhere does not exist; expected a file or a folder of YAML\n',
    });
  });

  it('judges waivers today', () => {
    const { stdout } = secureLlm(['check', QUICKSTART, '--format', 'json']);
    const { date } = JSON.parse(stdout) as { date: string };
    expect(Math.abs(Date.now() - Date.parse(date))).toBeLessThan(2 * 24 * 60 * 60 * 1000);
  });

  it('reads a cluster through the kubectl of the PATH', () => {
    using folder = new TemporaryFolder();
    chmodSync(folder.write('kubectl', '#!/bin/sh\necho "no cluster for $*" >&2\nexit 1\n'), 0o755);
    const { status, stderr } = spawnSync(process.execPath, [...MAIN, 'check', '--live', '--context', 'prod'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, PATH: folder.path },
    });
    expect(stderr).toContain(
      'no cluster for api-resources --verbs=list --output=name --context=prod --request-timeout=30s;',
    );
    expect(status).toBe(2);
  });

  it('is not troubled by a reader that stops, as `head` does', async () => {
    const child = spawn(process.execPath, [...MAIN, 'check', QUICKSTART], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    const code = await new Promise((done) => child.once('exit', done));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
