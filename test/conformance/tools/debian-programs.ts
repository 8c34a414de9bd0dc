import { attempt, run } from './command';
import { withHeartbeat } from './progress';

/**
 * Installs Debian packages that must be in their usual places (compilers, buildah, debootstrap); asks apt only for those that
 * are missing.
 *
 * @throws when apt cannot install them
 */
export async function installDebianPackages(names: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const name of names) {
    const status = await attempt('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}', name]);
    if (!status.stdout.startsWith('ii')) missing.push(name);
  }
  if (missing.length === 0) return;
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const args = ['install', '-y', '-q', '--no-install-recommends', ...missing];
  const activity = `installing ${missing.join(', ')}`;
  await withHeartbeat(
    'debian',
    activity,
    (async () => {
      // a fresh machine has no package lists yet
      if ((await attempt('apt-get', args, options)).code === 0) return;
      await run('apt-get', ['update', '-q']);
      await run('apt-get', args, options);
    })(),
  );
}
