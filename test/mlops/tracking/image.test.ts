import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ImageCatalog } from '../../../lib';

const FOLDER = resolve(__dirname, '../../../tracking');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const lock = read('requirements.lock');
const containerfile = read('Containerfile');
const { image, uid, gid } = ImageCatalog.MLFLOW;

describe('the image of the tracking server', () => {
  it('holds the version that the catalogue names', () => {
    expect(lock).toMatch(new RegExp(`^mlflow==${image.tag?.replaceAll('.', '\\.')} `, 'm'));
    expect(containerfile).toContain(`-t ${image.toString()} tracking/`);
  });

  it('holds what MLflow needs in order to ask for a password', () => {
    expect(read('requirements.in')).toMatch(/^mlflow\[auth\]==/m);
    expect(lock).toMatch(/^flask-wtf==/m);
  });

  it('pins every package by hash and names no index', () => {
    const entries = lock.split(/\n(?=\S)/).filter((entry) => entry.trim() !== '');
    expect(entries.length).toBeGreaterThan(50);
    for (const entry of entries)
      expect(entry).toMatch(/^[a-z0-9._-]+(\[[a-z,]+\])?==\S+[^]*--hash=sha256:[0-9a-f]{64}/);
    expect(lock).not.toMatch(/https?:\/\/|index-url/);
    expect(containerfile).toContain('--require-hashes');
  });

  it('runs as the user that the catalogue names, on what the build stage installed, without an installer', () => {
    expect(containerfile).toMatch(new RegExp(`^USER ${uid}:${gid}$`, 'm'));
    expect(containerfile).toMatch(/pip uninstall --yes --quiet pip setuptools/);
    expect(containerfile).not.toMatch(/^(ADD|ARG .*(PASSWORD|TOKEN))/m);
  });
});
