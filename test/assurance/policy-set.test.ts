import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyParameters } from '../../lib/assurance/policy-parameters';
import { POLICY_FOLDER, PolicySet } from '../../lib/assurance/policy-set';
import { configMap } from '../policies/documents';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'policies-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const give = (...files: string[]): void =>
  files.forEach((file) => cpSync(join(POLICY_FOLDER, file), join(folder, file)));

test('a folder of rules is read with its parameters, and other files are left alone', () => {
  give('seccomp.yaml', 'capabilities.yaml', 'parameters.yaml', 'README.md');
  const set = PolicySet.fromFolder(folder);
  expect(set.policies.map(({ id }) => id)).toEqual(['capabilities', 'seccomp']);
  expect(set.policy('seccomp')?.title).toBe('containers run under a seccomp profile');
  expect(set.policy('other')).toBeUndefined();
  expect(set.parameters.exceptions).toEqual([]);
});

test('a folder without rules is refused, for nothing would be judged', () => {
  give('parameters.yaml');
  expect(() => PolicySet.fromFolder(folder)).toThrow('has no policies');
});

test('a folder without parameters is refused', () => {
  give('seccomp.yaml');
  writeFileSync(join(folder, 'parameters.yaml'), '');
  expect(() => PolicySet.fromFolder(folder)).toThrow('has no parameters');
});

test('a file that is not called after its rule is refused', () => {
  give('parameters.yaml');
  writeFileSync(join(folder, 'other.yaml'), readFileSync(join(POLICY_FOLDER, 'seccomp.yaml')));
  expect(() => PolicySet.fromFolder(folder)).toThrow('its file is called other.yaml');
});

test('another ConfigMap is not taken for the parameters', () => {
  expect(() => PolicyParameters.of(configMap({}))).toThrow('ConfigMap zone/settings is not the parameters');
});

test('a list of the parameters is replaced and the others stay', () => {
  const { parameters } = PolicySet.shipped();
  const changed = parameters.with('exceptions', ['seccomp Workload a/b', '']);
  expect(changed.exceptions).toEqual(['seccomp Workload a/b']);
  expect(changed.document.data).toMatchObject({ registries: expect.stringContaining('localhost/') as string });
  expect(parameters.exceptions).toEqual([]);
});
