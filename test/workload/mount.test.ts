import { Size, Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform, SecretRef } from '../../lib/platform';
import { ConfigFile, ImageRef, Mount, TrustZone } from '../../lib/workload';
import { declareWorkload, declareZone, type Document, podOf } from './declared';

/** The volume and the mount of a workload's only mount. */
function rendered(mount: Mount, zone: TrustZone = declareZone()): { volume: Document; mount: Document } {
  declareWorkload(zone, 'server', { mounts: [mount] });
  const { volumes, containers } = podOf(zone).spec;
  expect(volumes).toHaveLength(1);
  expect(containers[0].volumeMounts).toHaveLength(1);
  expect(containers[0].volumeMounts[0].name).toBe(volumes[0].name);
  return { volume: volumes[0], mount: containers[0].volumeMounts[0] };
}

describe('a mount', () => {
  it('shows a secret as one file that only root and the group of the pod can read', () => {
    const secret = Mount.secretFile(SecretRef.key('hop', 'key'), '/etc/app/secrets/hop');
    const { volume, mount } = rendered(secret);
    expect(volume.secret).toEqual({
      secretName: 'hop',
      items: [{ key: 'key', path: 'key', mode: 0o440 }],
      defaultMode: 0o440,
      optional: false,
    });
    expect(mount).toMatchObject({ mountPath: '/etc/app/secrets/hop', readOnly: true });
    expect(secret.filePath).toBe('/etc/app/secrets/hop/key');
  });

  it('shows a configuration file by subPath, in a volume whose name does not change with the content', () => {
    const of = (text: string) => {
      const zone = declareZone();
      return rendered(
        Mount.configFile(new ConfigFile(zone, 'rules', { fileName: 'rules.json', text }), '/etc/rules.json'),
        zone,
      );
    };
    const [first, second] = [of('1'), of('2')];
    expect(first.mount).toEqual(second.mount);
    expect(first.mount).toMatchObject({ mountPath: '/etc/rules.json', subPath: 'rules.json', readOnly: true });
    expect(first.volume.name).toBe(second.volume.name);
    expect(first.volume.configMap.name).not.toBe(second.volume.configMap.name);
  });

  it('gives scratch space with a size, on disk or in memory', () => {
    expect(rendered(Mount.scratch('/tmp', Size.mebibytes(64))).volume.emptyDir).toEqual({ sizeLimit: '64Mi' });
    expect(rendered(Mount.memory('/dev/shm', Size.mebibytes(64))).volume.emptyDir).toEqual({
      medium: 'Memory',
      sizeLimit: '64Mi',
    });
    expect(() => Mount.scratch('/tmp', Size.mebibytes(0))).toThrow(/has no size/);
  });

  it('lets a claim be read, and be written only when asked', () => {
    const read = rendered(Mount.claim('weights', '/models', { subPath: 'llama' }));
    expect(read.volume.persistentVolumeClaim).toEqual({ claimName: 'weights', readOnly: true });
    expect(read.mount).toMatchObject({ readOnly: true, subPath: 'llama' });
    const written = rendered(Mount.claim('weights', '/models', { writable: true }));
    expect(written.volume.persistentVolumeClaim.readOnly).toBe(false);
    expect(written.mount.readOnly).toBe(false);
  });

  it('shows the content of an image where the platform can', () => {
    const image = ImageRef.of('quay.io/team/weights:1.0');
    expect(rendered(Mount.image(image, '/models')).volume.image).toEqual({
      reference: 'quay.io/team/weights:1.0',
      pullPolicy: 'Always',
    });
    const platform = Platform.kubernetes({
      kubernetesVersion: '1.34',
      networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
    });
    const old = new TrustZone(Testing.app(), 'old', { platform });
    expect(() => declareWorkload(old, 'server', { mounts: [Mount.image(image, '/models')] })).toThrow(
      /kubernetes 1\.34 does not mount images/,
    );
  });

  it.each(['tmp', '/', '/a/', '/a//b', '/a/../b', '/a/.', '/a:b', ''])('is refused at the path %p', (path) => {
    expect(() => Mount.scratch(path, Size.mebibytes(1))).toThrow(/expected an absolute path/);
  });

  it.each(['/a', '', '../a', 'a/../b'])('is refused with the subPath %p', (subPath) => {
    expect(() => Mount.claim('weights', '/models', { subPath })).toThrow(/subPath/);
  });

  it('is refused for a claim that cannot exist', () => {
    expect(() => Mount.claim('My_Claim', '/models')).toThrow(/claim name "My_Claim"/);
  });

  it('gets a volume of its own for every source, however alike they are spelt, within 63 characters', () => {
    const zone = declareZone();
    const secret = (name: string, key: string) => SecretRef.key(name, key);
    declareWorkload(zone, 'server', {
      mounts: [
        Mount.secretFile(secret('a-b', 'c'), '/1'),
        Mount.secretFile(secret('a', 'b-c'), '/2'),
        Mount.secretFile(secret('a.b', 'c'), '/3'),
        Mount.secretFile(secret('a'.repeat(100), 'c'), '/4'),
        Mount.scratch('/a/b', Size.mebibytes(1)),
        Mount.scratch('/a-b', Size.mebibytes(1)),
      ],
    });
    const names = podOf(zone).spec.volumes.map((volume: Document) => volume.name as string) as string[];
    expect(new Set(names).size).toBe(6);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  });

  it('shares one volume between containers that mount the same thing', () => {
    const zone = declareZone();
    declareWorkload(zone, 'server', {
      mounts: [Mount.scratch('/tmp', Size.mebibytes(64))],
      initContainers: [{ name: 'shares' }, { name: 'alone', sharesMountsAndEnv: false }],
    });
    const { volumes, initContainers } = podOf(zone).spec;
    expect(volumes).toHaveLength(1);
    expect(initContainers[0].volumeMounts).toHaveLength(1);
    expect(initContainers[1].volumeMounts).toEqual([]);
  });

  it('is refused where something else is mounted, but may be added twice', () => {
    const workload = declareWorkload(declareZone(), 'server', { mounts: [Mount.scratch('/tmp', Size.mebibytes(64))] });
    workload.addMount(Mount.scratch('/tmp', Size.mebibytes(64)));
    expect(() => workload.addMount(Mount.scratch('/tmp', Size.mebibytes(32)))).toThrow(/mounted at "\/tmp" already/);
    expect(() => workload.addMount(Mount.claim('tmp', '/tmp'))).toThrow(/mounted at "\/tmp" already/);
  });

  it('is refused when containers want one volume with different sizes', () => {
    const other = { name: 'init', sharesMountsAndEnv: false, mounts: [Mount.scratch('/tmp', Size.mebibytes(32))] };
    expect(() =>
      declareWorkload(declareZone(), 'server', {
        mounts: [Mount.scratch('/tmp', Size.mebibytes(64))],
        initContainers: [other],
      }),
    ).toThrow(/mount different things at "\/tmp"/);
  });
});
