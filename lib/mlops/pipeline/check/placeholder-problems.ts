import { type ComponentSpec, type ContainerSpec, type PipelineSpec } from '../ir/pipeline-ir';
import { problems } from './problems';

/** Exactly what the launcher of 2.17 replaces on a cluster; the local runner knows more. */
const PORT = /^\{\{\$\.(inputs|outputs)\.(parameters|artifacts)\['([^']*)'\](?:\.(path|uri|output_file))?\}\}$/;
const ANY = /\{\{\$.*?\}\}|\{\{\$/g;

/** Placeholders of a command line that the cluster does not replace, or that stand for a port that is not there. */
export function placeholderProblems(spec: PipelineSpec, label: string, container: ContainerSpec): string[] {
  const [program = '', ...rest] = [...(container.command ?? []), ...(container.args ?? [])];
  const users = Object.entries(spec.components ?? {}).filter(([, each]) => each.executorLabel === label);
  const placeholders = [...new Set(rest.flatMap((text) => text.match(ANY) ?? []))];
  return [
    ...(program.includes('{{$') ? [problems.programPlaceholder(label, program)] : []),
    ...placeholders.flatMap((text) => problemOf(label, text, users)),
  ];
}

function problemOf(label: string, text: string, users: readonly (readonly [string, ComponentSpec])[]): string[] {
  if (text === '{{$}}') return [];
  const [matched, direction, kind, name, field] = PORT.exec(text) ?? [];
  if (matched === undefined || !FIELDS[`${direction} ${kind}`]?.includes(field ?? '')) {
    return [problems.placeholder(label, text)];
  }
  const definitions = direction === 'inputs' ? 'inputDefinitions' : 'outputDefinitions';
  const ports = kind === 'parameters' ? 'parameters' : 'artifacts';
  return users
    .filter(([, component]) => !Object.hasOwn(component[definitions]?.[ports] ?? {}, name ?? ''))
    .map(([key]) => problems.placeholderPort(label, text, key));
}

const FIELDS: { readonly [port: string]: readonly string[] } = {
  'inputs parameters': [''],
  'inputs artifacts': ['path', 'uri'],
  'outputs parameters': ['output_file'],
  'outputs artifacts': ['path', 'uri'],
};
