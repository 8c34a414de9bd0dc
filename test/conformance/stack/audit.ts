import { type Stack } from './stack';
import { type Tier } from './tier';

/** One decision of a guard, as its audit line says. */
export interface AuditLine {
  readonly event: string;
  readonly request_id: string;
  readonly tier: string;
  readonly decision: string;
  readonly direction: string | null;
  readonly family: string | null;
  readonly ruleset: string;
  readonly status: number;
}

/** The audit lines of every running pod of a tier. */
export async function auditLines(stack: Stack, tier: Tier): Promise<readonly AuditLine[]> {
  const selector = `secure-llm.dev/workload=${tier.name}`;
  const args = [
    '-n',
    tier.namespace,
    'logs',
    '-l',
    selector,
    '-c',
    tier.container.name,
    '--tail=-1',
    '--max-log-requests=20',
  ];
  return (await stack.cluster.kubectl.run(args))
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as AuditLine)
    .filter((line) => line.event === 'decision');
}
