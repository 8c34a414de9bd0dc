import { type CliEnvironment } from '../../../lib/cli/environment';
import { type Precondition } from '../../../lib/cli/doctor/precondition';
import { runCommandLine } from '../../../lib/cli/program';
import { type Cluster } from '../cluster/cluster';

/** What `doctor` may call: nothing that changes a cluster. */
const READING = ['get', 'api-resources', 'api-versions', 'version'];

/** What `secure-llm doctor` finds, by what is needed, and its exit code. */
export interface Diagnosis {
  readonly code: number;
  readonly preconditions: ReadonlyMap<string, Precondition>;
}

/** Runs `secure-llm doctor` on documents, with the kubectl of the cluster. */
export async function doctor({ kubectl }: Cluster, documents: readonly object[]): Promise<Diagnosis> {
  let [out, err] = ['', ''];
  const environment: CliEnvironment = {
    folder: __dirname,
    variables: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: documents })),
    today: () => '2026-06-01',
    run: (program, args) => {
      const [verb = ''] = args;
      if (program !== 'kubectl' || !READING.includes(verb)) throw new Error(`doctor runs ${program} ${args.join(' ')}`);
      return kubectl.attempt(args);
    },
  };
  const code = await runCommandLine(['doctor', '-', '--format=json'], environment);
  if (err !== '') throw new Error(`doctor ended with ${code}: ${err}`);
  const { preconditions } = JSON.parse(out) as { readonly preconditions: readonly Precondition[] };
  return { code, preconditions: new Map(preconditions.map((each) => [each.need, each])) };
}
