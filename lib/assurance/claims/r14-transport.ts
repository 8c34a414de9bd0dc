import { type Pod, podName } from '../reachability';
import { containersOf } from '../reachability/pod';
import { fieldsOf, listOf, textOf, textsOf } from '../fields';
import { type Claim } from './claim';
import { type Declaration, Declarations, isAnyone } from './declared';
import { networkVerdict, NO_DECLARATIONS } from './network-claim';
import { Stack, tierByArguments } from './stack';
import { type Counterexample } from './verdict';

/** Arguments by which our guard and the model servers are told to ask for a key, and to speak TLS. */
const KEY_ARGUMENTS = ['--caller-key-file', '--api-key-file', '--api-key'];
const KEY_VARIABLES = ['VLLM_API_KEY', 'VLLM_API_KEY_FILE', 'LLAMA_API_KEY'];
const TLS_ARGUMENTS = ['--ssl-certfile', '--ssl-cert-file', '--tls-cert-file'];

/**
 * A tier lets others of the stack in with a key only. What is not encrypted, what callers from outside need no key for, and
 * what other workloads do, whose arguments nobody here knows, is reported.
 */
export const r14: Claim = {
  id: 'R14',
  title: 'every connection is authenticated and encrypted, or reported',
  judge(documents, context) {
    const stack = new Stack(documents, context);
    const declared = new Declarations(context.connections ?? []);
    const judged = declared.all.map((declaration) => judgeConnection(stack, declaration, context.transitEncryption));
    return networkVerdict(r14, documents, {
      counterexamples: judged.flatMap(({ counterexamples }) => counterexamples),
      undecidable: stack.nothingToJudge ?? (context.connections === undefined ? NO_DECLARATIONS : undefined),
      evidence: [
        `${declared.all.length} declared connections`,
        `below the application, ${context.transitEncryption ?? 'nothing'} encrypts between pods`,
      ],
      reports: [...new Set(judged.flatMap(({ reports }) => reports))].sort(),
    });
  },
};

interface TransportJudgement {
  readonly counterexamples: readonly Counterexample[];
  readonly reports: readonly string[];
}

function judgeConnection(
  stack: Stack,
  { from, to, ports, connection }: Declaration,
  encryption: string | undefined,
): TransportJudgement {
  const { cluster } = stack;
  const anyone = isAnyone(connection.from);
  const sources = anyone ? [] : cluster.meant(from).filter(({ namespace }) => stack.isZone(namespace));
  const destinations = cluster.meant(to).filter(({ namespace }) => stack.isZone(namespace));
  const port = ports.toString();
  const who = anyone
    ? 'anyone'
    : sources.map(podName).join(', ') || from.pods.map(String).join(', ') || from.addresses.toString();
  if (destinations.length === 0) {
    const other = to.pods.map(String).join(', ') || to.addresses.toString();
    return {
      counterexamples: [],
      reports: [
        `${who} → ${other} on ${port}: its end is outside of the zones, so its keys and encryption are not known`,
      ],
    };
  }
  const counterexamples: Counterexample[] = [];
  const reports: string[] = [];
  for (const pod of destinations) {
    const name = podName(pod);
    if (encryption === undefined && !hasArgument(pod, TLS_ARGUMENTS))
      reports.push(`${who} → ${name} on ${port} is not encrypted`);
    if (asksForKey(pod)) continue;
    const sentence = `${who} → ${name} on ${port} needs no key`;
    if (sources.length > 0 && tierByArguments(pod) !== undefined)
      counterexamples.push({ who, toWhom: name, object: pod.object, port, letBy: [pod.object], sentence });
    else reports.push(sentence);
  }
  return { counterexamples, reports };
}

function asksForKey(pod: Pod): boolean {
  const variables = containersOf(pod.spec).flatMap(({ env }) =>
    listOf(env).map((entry) => textOf(fieldsOf(entry).name)),
  );
  return hasArgument(pod, KEY_ARGUMENTS) || KEY_VARIABLES.some((name) => variables.includes(name));
}

function hasArgument(pod: Pod, names: readonly string[]): boolean {
  const words = containersOf(pod.spec).flatMap(({ command, args }) => [...textsOf(command), ...textsOf(args)]);
  return words.some((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
}
