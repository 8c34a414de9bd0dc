import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlatformOutputs } from '../../../lib/platform/platform-outputs';
import { attempt } from '../tools/command';
import { AFTER, COUNTS } from './expectation';
import { PlanGraph } from './plan-graph';
import { everythingStack, exampleStack, removePrograms } from './programs';
import { REFUSED } from './refused';
import { isNewEnough } from './terraform-program';
import { Workspace, type ShownPlan, type WorkspaceStack } from './workspace';

const STACKS = ['examples/oke', 'everything'] as const;
const UNCHANGED = 0;
const CHANGED = 2;

/** The JSON of a stack, as far as it is changed here. */
interface Written {
  readonly resource: { readonly [type: string]: { readonly [name: string]: { [argument: string]: unknown } } };
}

let workspace: Workspace;
const files = new Map<string, string>();

beforeAll(async () => {
  workspace = await Workspace.open();
  files.set('examples/oke', await exampleStack('oke', 'prod'));
  files.set('everything', everythingStack());
});
afterAll(async () => {
  removePrograms();
  await workspace.close();
});

async function ready(content: object | string): Promise<WorkspaceStack> {
  const stack = await workspace.stack(content);
  const { code, stdout, stderr } = await stack.init();
  if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
  return stack;
}

/** The managed resources that a plan does something to, with what it does. */
function changesOf({ resource_changes: changes }: ShownPlan): string[] {
  return changes
    .filter(({ mode, change }) => mode === 'managed' && change.actions.join() !== 'no-op')
    .map(({ type, change }) => `${change.actions.join('+')} ${type}`)
    .sort();
}

describe.each(STACKS)('the stack of %s', (name) => {
  let stack: WorkspaceStack;
  let first: ShownPlan;

  beforeAll(async () => {
    stack = await ready(files.get(name) ?? '');
    const planned = await stack.plan();
    if (planned.code !== CHANGED) throw new Error(`${planned.stdout}\n${planned.stderr}`);
    first = await stack.shownPlan();
  });

  it('is valid', async () => {
    expect(await stack.validate()).toMatchObject({ code: 0, stderr: '' });
  });

  it('is planned alike twice', async () => {
    expect((await stack.plan('again')).code).toBe(CHANGED);
    expect(await stack.shownPlan('again')).toEqual(first);
  });

  it('creates what is written down, and nothing else', () => {
    expect(PlanGraph.count(first)).toEqual(COUNTS[name]);
    expect(
      new Set(
        first.resource_changes.filter(({ mode }) => mode === 'managed').map(({ change }) => change.actions.join()),
      ),
    ).toEqual(new Set(['create']));
  });

  it('makes things in the order that is written down', () => {
    const graph = new PlanGraph(first);
    const present = Object.keys(PlanGraph.count(first));
    const wrong = AFTER.filter(([later]) => present.includes(later)).filter(
      ([later, earlier]) => !graph.isAfter(later, earlier),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves nothing to do once it was applied, and its outputs are what the Kubernetes program reads', async () => {
    const applied = await stack.apply();
    expect(applied).toMatchObject({ code: 0 });
    const again = await stack.plan('after');
    expect({ code: again.code, changes: changesOf(await stack.shownPlan('after')) }).toEqual({
      code: UNCHANGED,
      changes: [],
    });
    const outputs = PlatformOutputs.fromJson(await stack.outputs(), 'terraform output -json');
    expect(outputs.region).toBe('eu-zurich-1');
    expect(outputs.clusterId).toMatch(/^ocid1\.cluster\.oc1\.eu-zurich-1\./);
    expect(outputs.apiServerCidrs.map(String)).toContain('10.0.32.5/32');
    expect(new Set(Object.values(outputs.secretVersions))).toEqual(new Set(['1']));
  });
});

describe('a change of the example', () => {
  let stack: WorkspaceStack;
  let written: Written;

  beforeEach(async () => {
    const file = files.get('examples/oke') ?? '';
    written = JSON.parse(readFileSync(file, 'utf8')) as Written;
    stack = await ready(file);
    await stack.plan();
    const { code, stdout, stderr } = await stack.apply();
    if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
  });

  const resourceOf = (type: string): Written['resource'][string][string] =>
    Object.values(written.resource[type] ?? {})[0] ?? {};

  it('of the size of a pool is an update in place', async () => {
    const pool = resourceOf('oci_containerengine_node_pool')['node_config_details'] as { size: number };
    pool.size += 1;
    await stack.rewrite(written);
    expect((await stack.plan('next')).code).toBe(CHANGED);
    expect(changesOf(await stack.shownPlan('next'))).toEqual(['update oci_containerengine_node_pool']);
  });

  it('that would replace the cluster is stopped', async () => {
    resourceOf('oci_containerengine_cluster')['kms_key_id'] = 'ocid1.key.oc1.eu-zurich-1.other.key';
    await stack.rewrite(written);
    const { code, stderr } = await stack.plan('next');
    expect(code).toBe(1);
    expect(stderr).toMatch(/[Ii]nstance cannot be destroyed/);
  });
});

describe('Terraform', () => {
  it.each(REFUSED)('refuses %s', async (_, content, message) => {
    const stack = await ready(content);
    const validated = await stack.validate();
    const { code, stderr } = validated.code === 0 ? await stack.plan() : validated;
    expect(code).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(message);
  });

  it.each([
    ['1.11.4', true],
    ['1.5.7', true],
    ['2.0.0', true],
    ['1.4.6', false],
    ['', false],
  ])('%j is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});

const mirror = process.env['OCI_PROVIDER_MIRROR'];
if (mirror !== undefined && mirror !== '') {
  describe('the real provider', () => {
    it.each(STACKS)('accepts the stack of %s', async (name) => {
      const folder = dirname(files.get(name) ?? '');
      const config = join(folder, 'terraform.rc');
      writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
      const env = { TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1' };
      expect(
        await attempt('terraform', ['init', '-backend=false', '-input=false'], { cwd: folder, env }),
      ).toMatchObject({ code: 0 });
      expect(await attempt('terraform', ['validate'], { cwd: folder, env })).toMatchObject({ code: 0 });
    });
  });
}
