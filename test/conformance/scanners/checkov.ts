import { attempt } from '../tools/command';
import { checkovPython } from '../tools/checkov/checkov';
import { type Scan, type ScannerFinding } from './scan';

interface CheckovReport {
  readonly results: {
    readonly passed_checks: readonly CheckovRecord[];
    readonly failed_checks: readonly CheckovRecord[];
  };
}

interface CheckovRecord {
  readonly check_id: string;
  readonly check_name: string;
  /** For example `/quickstart/zone.k8s.yaml`. */
  readonly file_path: string;
  /** For example `Deployment.namespace.name`; a ServiceAccount or pod of a workload adds what it is from. */
  readonly resource: string;
}

/**
 * Every check of Kubernetes objects, over all folders at once: starting takes it far longer than judging.
 *
 * @param root holds one folder for each set of documents
 * @returns what it says about each folder, by name
 */
export async function scanByCheckov(root: string, folders: readonly string[]): Promise<ReadonlyMap<string, Scan>> {
  // its guidelines, which it would download, are links to read and no checks
  const args = ['-m', 'checkov.main', '--framework', 'kubernetes', '--output', 'json', '--skip-download', '-d', root];
  const { stdout, stderr } = await attempt(await checkovPython(), args);
  if (!stdout.trimStart().startsWith('{')) throw new Error(`checkov gave no report: ${stdout}${stderr}`);
  const { results } = JSON.parse(stdout) as CheckovReport;
  return new Map(folders.map((folder) => [folder, scanOf(folder, results)]));
}

function scanOf(folder: string, { passed_checks: passed, failed_checks: failed }: CheckovReport['results']): Scan {
  const here = ({ file_path }: CheckovRecord): boolean => file_path.startsWith(`/${folder}/`);
  const findings = failed.filter(here).map(finding);
  const passes = passed.filter(here);
  const objects = [...findings, ...passes.map(finding)].map(({ object }) => object);
  return { scanner: 'checkov', findings, objects: new Set(objects), passed: passes.length };
}

function finding({ check_id: check, check_name: message, resource }: CheckovRecord): ScannerFinding {
  const [kind = '', namespace = '', ...name] = resource.split('.');
  return { check, message, object: `${kind} ${namespace}/${name.join('.')}`, critical: true };
}
