import { type Permission, type Subject } from '../authorization';
import { type ClaimContext } from './claim-context';
import { RELEASER_CHANGES } from './permissions';
import { type Stack } from './stack';

/** Whether the subject may do it as a releaser: in the zones of the guards, and nothing but pointing a guard at other rules. */
export type MayRelease = (subject: Subject, permission: Permission, namespace: string) => boolean;

/** @returns what releasers may do */
export function releasing(stack: Stack, { releasers = [] }: ClaimContext): MayRelease {
  const zones = new Set(
    [...stack.ofTier('guardrail'), ...stack.ofTier('output-processor')].map(({ namespace }) => namespace),
  );
  return (subject, { verb, group, resource }, namespace) =>
    zones.has(namespace) &&
    releasers.includes(subject) &&
    RELEASER_CHANGES.some((each) => each.verb === verb && each.group === group && each.resource === resource);
}
