import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstalledPackage, TYPESCRIPT_VERSIONS } from './installed-package';

const WRONG_CONSUMER = "import { Platform } from 'cdk8s-secure-llm';\nPlatform.oke({ region: 1 });\n";

let installed: InstalledPackage;
beforeAll(() => {
  installed = InstalledPackage.install();
});
afterAll(() => installed[Symbol.dispose]());

test('the tarball is at most 3 MB', () => {
  console.log(`packed size: ${installed.packedSize} bytes, ${installed.files.length} files`);
  expect(installed.packedSize).toBeLessThanOrEqual(3_000_000);
});

test('the tarball holds compiled code, its types, the policies and the documents of a package, nothing else', () => {
  const unexpected = installed.files
    .map(({ path }) => path)
    .filter(
      (path) =>
        !/^(build\/.+(\.js|\.d\.ts|\.json)|policies\/[a-z-]+\.yaml|(policies\/)?README\.md|CHANGELOG\.md|LICENSE|package\.json)$/.test(
          path,
        ),
    );
  expect(unexpected).toEqual([]);
  expect(installed.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'build/index.js', 'policies/run-as-non-root.yaml']),
  );
});

test('it does not bring cdktf to a user who needs only Kubernetes, and says what is missing to one who needs more', () => {
  expect(existsSync(join(installed.folder, 'node_modules/cdktf'))).toBe(false);
  expect(() => installed.run('node', ['-e', 'require("cdk8s-secure-llm/infra")'])).toThrow(
    "Cannot find module 'cdktf'",
  );
});

describe.each(Object.keys(TYPESCRIPT_VERSIONS))('%s', (compiler) => {
  test.each(['node16', 'nodenext'])('compiles a consumer with module %s, which writes YAML', (module) => {
    const outDir = `out-${compiler}-${module}`;
    installed.compile(compiler, module, 'consumer.ts', outDir);
    installed.run('node', [join(outDir, 'consumer.js')]);
    const written = readdirSync(join(installed.folder, 'dist')).filter((file) => file.endsWith('.k8s.yaml'));
    expect(written.length).toBeGreaterThan(0);
  });

  test('refuses a wrong type, so the types are really read', () => {
    writeFileSync(join(installed.folder, 'wrong.ts'), WRONG_CONSUMER);
    expect(() => installed.compile(compiler, 'nodenext', 'wrong.ts', 'out-wrong')).toThrow(
      "Type 'number' is not assignable to type 'string'",
    );
  });
});

test('an ES module imports it by name', () => {
  expect(installed.run('node', ['consumer.mjs'])).toBe('Peer:function Platform:function SecureLlm:function\n');
});

test('documents are judged by the subpath, which the root loads only when it needs it', () => {
  const loaded = (specifier: string): string =>
    `require(${JSON.stringify(specifier)}); Object.keys(require.cache).filter((file) => /assurance.judge-documents|cel-js/.test(file)).length`;
  expect(installed.run('node', ['-p', loaded('cdk8s-secure-llm')])).toBe('0\n');
  expect(Number(installed.run('node', ['-p', loaded('cdk8s-secure-llm/policies')]))).toBeGreaterThan(1);
  const judged = 'judgeDocuments(DocumentSet.parse("")).coverage.length';
  const program = `const { judgeDocuments, DocumentSet } = require('cdk8s-secure-llm/policies'); ${judged}`;
  expect(Number(installed.run('node', ['-p', program]))).toBeGreaterThan(40);
});

test('each policy can be found by its name', () => {
  const path = installed.run('node', ['-p', 'require.resolve("cdk8s-secure-llm/policies/seccomp.yaml")']).trim();
  expect(readFileSync(path, 'utf8')).toContain('kind: ValidatingAdmissionPolicy');
});

test('the command judges what the consumer wrote', () => {
  const command = join('node_modules', '.bin', 'secure-llm');
  expect(installed.run(command, ['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  installed.compile('typescript-6.0', 'nodenext', 'consumer.ts', 'out-command');
  installed.run('node', [join('out-command', 'consumer.js')]);
  expect(installed.run(command, ['check', 'dist'])).toMatch(/\n0 errors; .* claims: \d+ proven, 0 refuted/);
});

test('package.json can be read', () => {
  expect(installed.run('node', ['-p', 'require("cdk8s-secure-llm/package.json").name'])).toBe('cdk8s-secure-llm\n');
});

test.each(['cdk8s-secure-llm/build/index.js', 'cdk8s-secure-llm/build/platform', 'cdk8s-secure-llm/lib/index'])(
  '%s is internal and cannot be imported',
  (specifier) => {
    expect(() => installed.run('node', ['-e', `require(${JSON.stringify(specifier)})`])).toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  },
);
