import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reportOf, ReportFormat, written } from '../../../lib/assurance/report';
import { HOSTILE, hostile, judged, withoutPolicies } from '../../assurance/report/judged';

/** Where `npm run synth` writes, one folder per example. */
const REPORTS = resolve(__dirname, '../../../reports');

/** A page that is tested, with its path. */
export interface ReportPage {
  readonly name: string;
  readonly file: string;
}

/** Pages of the examples, of a stack with counterexamples and of hostile documents; gone when the test is over. */
export class ReportPages implements Disposable {
  /** @throws if no example has a report, so that nothing is tested on none */
  static async write(): Promise<ReportPages> {
    const folder = mkdtempSync(join(tmpdir(), 'secure-llm-reports-'));
    const made = async (name: string, change: typeof hostile, title: string): Promise<ReportPage> => {
      const report = reportOf(judged(change), { title, date: '2026-11-23' });
      const file = join(folder, `${name}.html`);
      writeFileSync(file, await written(report, ReportFormat.HTML));
      return { name, file };
    };
    const examples = exampleReports();
    if (examples.length === 0) throw new Error(`${REPORTS} holds no report; run \`npm run synth\` first`);
    return new ReportPages(folder, [
      ...examples,
      await made('a stack with a hole', withoutPolicies, 'a stack with a hole'),
      await made('hostile documents', hostile, HOSTILE),
    ]);
  }

  private constructor(
    private readonly folder: string,
    readonly all: readonly ReportPage[],
  ) {}

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function exampleReports(): ReportPage[] {
  return readdirSync(REPORTS, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .sort()
    .map((path) => ({ name: path, file: join(REPORTS, path) }));
}
