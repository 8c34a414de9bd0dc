import { type CommandResult } from '../tools/command';

/** Id of the rule that denied a request; nothing when none did. */
export function deniedBy({ code, stderr }: CommandResult): string | undefined {
  if (code === 0) return undefined;
  return /ValidatingAdmissionPolicy '([a-z-]+)\.secure-llm\.dev' with binding '[^']+' denied request/.exec(stderr)?.[1];
}
