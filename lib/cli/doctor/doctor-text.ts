import { section } from '../text';
import { type Precondition, PreconditionState } from './precondition';

/** Objects that are named; the rest is counted. */
const NAMED = 3;

/** @returns the preconditions for people: what is missing first, with how to install it */
export function doctorText(source: string, context: string, preconditions: readonly Precondition[]): string {
  const of = (state: PreconditionState): readonly Precondition[] =>
    preconditions.filter((each) => each.state === state);
  const [missing, unknown, met] = [PreconditionState.MISSING, PreconditionState.UNKNOWN, PreconditionState.MET].map(of);
  return [
    `what ${source} needs of ${context}`,
    '',
    ...section('missing', (missing ?? []).flatMap(lines)),
    ...section('not known', (unknown ?? []).flatMap(lines)),
    ...section('there', (met ?? []).flatMap(lines)),
    `${missing?.length} missing, ${unknown?.length} not known, ${met?.length} there`,
    '',
  ].join('\n');
}

function lines({ need, found, neededBy = [], remedy }: Precondition): string[] {
  const rest = neededBy.length - NAMED;
  const users = [...neededBy.slice(0, NAMED), ...(rest > 0 ? [`${rest} more`] : [])];
  return [
    `${need}: ${found}`,
    ...(users.length === 0 ? [] : [`    for ${users.join(', ')}`]),
    ...(remedy === undefined ? [] : [`    ${remedy}`]),
  ];
}
