import { describe, type Finding } from '../../assurance';
import { count, section } from '../text';
import { type ClaimChange, type JudgementChanges } from './judgement-changes';
import { type ObjectChanges } from './object-changes';

/** Fields of one object that are listed; whoever wants all of them has a text diff. */
const LISTED_FIELDS = 8;

/** @returns the comparison for people */
export function diffText(objects: ObjectChanges, judgements: JudgementChanges): string {
  const { added, removed, changed } = objects;
  const immutable = changed.flatMap(({ object, immutable: fields }) => fields.map((field) => `${object}: ${field}`));
  return [
    ...section(
      'immutable fields change, so the API server refuses the upgrade: delete and create these anew',
      immutable,
    ),
    ...section('claims lost', judgements.lost.flatMap(claimLines)),
    ...section('claims gained', judgements.gained.flatMap(claimLines)),
    ...section('claims that hold neither way', judgements.moved.flatMap(claimLines)),
    ...section('new findings', judgements.newFindings.map(findingLine)),
    ...section('findings that are gone', judgements.goneFindings.map(findingLine)),
    ...section('added', added),
    ...section('removed', removed),
    ...section(
      'changed',
      changed.map(({ object, fields }) => `${object}: ${shortened(fields)}`),
    ),
    [
      `${added.length} added, ${removed.length} removed, ${changed.length} changed`,
      count(immutable.length, 'immutable field'),
      `claims: ${judgements.gained.length} gained, ${judgements.lost.length} lost`,
      `findings: ${judgements.newFindings.length} new, ${judgements.goneFindings.length} gone`,
    ].join('; '),
    '',
  ].join('\n');
}

function claimLines({ claim, title, before, after, reason }: ClaimChange): string[] {
  return [`${claim}  ${before} → ${after}  ${title}`, ...(reason === undefined ? [] : [`    ${reason}`])];
}

function findingLine({ severity, rule, object, message }: Finding): string {
  return `${severity}  ${rule}  ${describe(object)}: ${message}`;
}

function shortened(fields: readonly string[]): string {
  const rest = fields.length - LISTED_FIELDS;
  return [...fields.slice(0, LISTED_FIELDS), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
