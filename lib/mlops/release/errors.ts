import { refusal, shownAddress } from '../../redaction';

const shown = (value: string): string => JSON.stringify(value);

/** Every error of releases: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  noTier: (path: string) =>
    refusal(
      `the release has no tier; expected the guards in rolling order, the one that callers reach last (at ${path})`,
    ),
  tierTwice: (name: string, path: string) =>
    refusal(`tier ${name} is released twice in a row; name it once (at ${path})`),
  tierAmongPipelines: (name: string, path: string) =>
    refusal(
      `tier ${name} stands in the zone of its releaser, who could do more there; give it a zone of its own (at ${path})`,
    ),
  noMetrics: (name: string, path: string) =>
    refusal(
      `tier ${name} serves no port called "metrics", so nobody could see how its release goes; expected that of a guard (at ${path})`,
    ),
  approver: (approver: string, path: string) =>
    refusal(`approver ${shown(approver)} is no subject; expected "user NAME" or "group NAME" (at ${path})`),
  noApprover: (path: string) =>
    refusal(`approvers is empty, so nothing could ever be released; name at least one person or group (at ${path})`),
  approvesItself: (approver: string, releaser: string, path: string) =>
    refusal(
      `approver ${shown(approver)} takes in the releaser ${releaser}, and nobody both proposes and approves; name people instead (at ${path})`,
    ),
  gitAddress: (url: string) =>
    refusal(
      `repository ${shownAddress(url)} is not reached by SSH; expected "ssh://git@host/path" or "git@host:path", without a password`,
    ),
  gitBranch: (branch: string) =>
    refusal(
      `base branch ${shown(branch)} is none; expected the name of the branch that the cluster is applied from, not one below rule-sets/`,
    ),
  gitRulesPath: (path: string) =>
    refusal(
      `rules path ${shown(path)} is none; expected a JSON file in the repository such as "rules/ruleset.json", without ".." and not a record`,
    ),
};
