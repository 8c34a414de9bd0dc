import { type Kubectl } from '../cluster/kubectl';
import { deniedBy } from '../assurance/denial';
import { type ReleaseStage } from './release-stage';

/** Something that somebody tries, as a request that changes nothing even when it is allowed. */
export interface Attempt {
  readonly title: string;
  request(stage: ReleaseStage, who: Kubectl): Promise<string>;
}

/** `rbac`, the id of the rule that denied it, or what happened else. */
export async function refusalOf(who: Kubectl, args: readonly string[], input?: string): Promise<string> {
  const result = await who.attempt(args, input === undefined ? {} : { input });
  if (result.code === 0) return 'allowed';
  if (/is forbidden: User |cannot \w+ resource|Forbidden.*cannot/.test(result.stderr)) return 'rbac';
  return deniedBy(result) ?? result.stderr.trim();
}
