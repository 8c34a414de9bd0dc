import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer } from './api-server';
import { Daemon } from './daemon';
import { KUBERNETES_VERSION } from '../tools/kube-apiserver/kubernetes-version';

test('it answers with the version that was asked for, as the persona whose token is used', async () => {
  const auditor = { name: 'auditor', groups: ['security', 'readers'] };
  await using server = await ApiServer.start({ personas: [auditor] });

  const version = await server.client().get('/version');
  expect(version).toMatchObject({ status: 200, body: { gitVersion: `v${KUBERNETES_VERSION}` } });

  const whoAmI = await server.kubectl(['auth', 'whoami', '-o', 'json'], { persona: auditor });
  expect(JSON.parse(whoAmI.stdout)).toMatchObject({
    status: { userInfo: { username: 'auditor', groups: expect.arrayContaining(['security', 'readers']) as string[] } },
  });
  expect((await server.client(auditor).get('/api/v1/namespaces')).status).toBe(403);
});

test('it listens on loopback only and leaves no process and no file behind', async () => {
  const server = await ApiServer.start();
  const { pids } = server;
  expect(pids).toHaveLength(2);
  expect(pids.flatMap(listeningAddresses).filter((address) => address !== LOOPBACK)).toEqual([]);
  expect(ownFolders()).toHaveLength(1);

  await server[Symbol.asyncDispose]();
  expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(ownFolders()).toEqual([]);
});

test('a program that ends at once is reported with what it printed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
  try {
    const daemon = Daemon.start('liar', 'sh', ['-c', 'echo no such luck; exit 3'], join(folder, 'log'));
    await expect(daemon.ready(() => Promise.resolve(false), 10)).rejects.toThrow('liar ended (code 3):\nno such luck');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a program dies with the process that started it, even when that is killed', async () => {
  const code = `const { Daemon } = require('./daemon');
    console.log(Daemon.start('sleeper', 'sleep', ['1000'], '/dev/null').pid);
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['-r', 'tsx/cjs', '-e', code], {
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const sleeper = Number(printed.toString());
  expect(existsSync(`/proc/${sleeper}`)).toBe(true);

  parent.kill('SIGKILL');
  await once(parent, 'exit');
  for (let waited = 0; waited < 50 && existsSync(`/proc/${sleeper}`); waited++) await sleep(100);
  expect(existsSync(`/proc/${sleeper}`)).toBe(false);
});

/** 127.0.0.1 as /proc/net/tcp writes it. */
const LOOPBACK = '0100007F';

function ownFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`cdk8s-secure-llm-api-server-${process.pid}-`));
}

/** The addresses of a process's listening TCP sockets, from /proc: IPv4 and IPv6 as the kernel writes them. */
function listeningAddresses(pid: number): string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode ?? [];
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode ?? ''))
      .map(([, local = '']) => local.split(':')[0] ?? ''),
  );
}
