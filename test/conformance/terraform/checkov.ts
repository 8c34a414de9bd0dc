import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkovPython } from '../tools/checkov/checkov';
import { attempt } from '../tools/command';

/** What checkov holds against a resource of a stack. */
export interface CheckovFinding {
  /** For example `CKV_OCI_21`. */
  readonly check: string;
  readonly message: string;
  readonly stack: string;
  /** Name of the resource in its stack; checkov leaves the type out more often than not. */
  readonly name: string;
}

export interface CheckovScan {
  readonly findings: readonly CheckovFinding[];
  /** How many checks were passed, by stack. */
  readonly passed: ReadonlyMap<string, number>;
}

interface Record {
  readonly check_id: string;
  readonly check_name: string;
  /** For example `/prod/cdk.tf.json`. */
  readonly file_path: string;
  /** `<type>.<name>`, or `resource.<name>`. */
  readonly resource: string;
}

/** Every check of OCI, over all stacks at once: starting takes it far longer than judging. @param stacks file by name */
export async function scanByCheckov(stacks: ReadonlyMap<string, string>): Promise<CheckovScan> {
  const root = await mkdtemp(join(tmpdir(), 'checkov-'));
  try {
    for (const [name, file] of stacks) await cp(file, join(root, name, 'cdk.tf.json'));
    const args = [
      '-m',
      'checkov.main',
      '--framework',
      'terraform_json',
      '--output',
      'json',
      '--skip-download',
      '-d',
      root,
    ];
    const { stdout, stderr } = await attempt(await checkovPython(), args);
    if (!stdout.trimStart().startsWith('{')) throw new Error(`checkov gave no report: ${stdout}${stderr}`);
    const { results } = JSON.parse(stdout) as {
      readonly results: { readonly passed_checks: readonly Record[]; readonly failed_checks: readonly Record[] };
    };
    const passed = new Map<string, number>();
    for (const each of results.passed_checks) passed.set(stackOf(each), (passed.get(stackOf(each)) ?? 0) + 1);
    return { findings: results.failed_checks.map(finding), passed };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function finding(record: Record): CheckovFinding {
  const name = record.resource.split('.').at(-1) ?? '';
  return { check: record.check_id, message: record.check_name, stack: stackOf(record), name };
}

function stackOf({ file_path: path }: Record): string {
  return path.split('/').at(-2) ?? '';
}
