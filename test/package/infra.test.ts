import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstalledPackage, TYPESCRIPT_VERSIONS } from './installed-package';

const WRONG_CONSUMER =
  "import { OkeFoundation } from 'cdk8s-secure-llm/infra';\nexport const wrong: string = OkeFoundation;\n";

/** What a user has who describes the cluster too: the package beside cdktf. */
let installed: InstalledPackage;
beforeAll(() => {
  installed = InstalledPackage.install('cdktf');
});
afterAll(() => installed[Symbol.dispose]());

describe.each(Object.keys(TYPESCRIPT_VERSIONS))('%s', (compiler) => {
  test.each(['node16', 'nodenext'])(
    'compiles a program of the subpath with module %s, which writes Terraform JSON',
    (module) => {
      const outDir = `out-${compiler}-${module}`;
      installed.compile(compiler, module, 'infra.ts', outDir);
      installed.run('node', [join(outDir, 'infra.js')]);
      const stack = JSON.parse(readFileSync(join(installed.folder, 'cdktf.out/stacks/prod/cdk.tf.json'), 'utf8'));
      expect(Object.keys(stack.resource)).toContain('oci_containerengine_cluster');
    },
  );

  test('refuses a wrong type, so the types are really read', () => {
    writeFileSync(join(installed.folder, 'wrong-infra.ts'), WRONG_CONSUMER);
    expect(() => installed.compile(compiler, 'nodenext', 'wrong-infra.ts', 'out-wrong')).toThrow(
      "Type 'typeof OkeFoundation' is not assignable to type 'string'",
    );
  });
});

test('an ES module imports it by name', () => {
  expect(installed.run('node', ['infra.mjs'])).toBe('GpuShape:function OkeFoundation:function\n');
});

test('the root loads nothing of cdktf, also where it is installed', () => {
  const loaded =
    'require("cdk8s-secure-llm"); Object.keys(require.cache).filter((file) => /node_modules.cdktf/.test(file)).length';
  expect(installed.run('node', ['-p', loaded])).toBe('0\n');
});
