import { refusal } from '../redaction';

/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  subject: (list: string, value: string, path: string) =>
    refusal(`${list} entry ${quote(value)} is no subject; expected "user NAME" or "group NAME" (at ${path})`),
  registry: (value: string, path: string) =>
    refusal(
      `registry ${quote(value)} is no prefix of images; expected a registry host with an optional path and a slash at the end, such as "registry.example/team/" (at ${path})`,
    ),
  releaser: (field: string, value: string, path: string) =>
    refusal(
      `${field} ${quote(value)} is no user name of a ServiceAccount; expected "system:serviceaccount:NAMESPACE:NAME" (at ${path})`,
    ),
  oneReleaser: (value: string, path: string) =>
    refusal(
      `${quote(value)} is ruleSetReleaser and modelReleaser; give each pipeline a ServiceAccount of its own (at ${path})`,
    ),
  approvesItself: (approver: string, releaser: string, path: string) =>
    refusal(
      `approvers entry ${quote(approver)} takes in the releaser ${quote(releaser)}, who proposes; name people instead (at ${path})`,
    ),
  pipelineServiceAccount: (value: string, path: string) =>
    refusal(
      `pipelineServiceAccounts entry ${quote(value)} is no ServiceAccount; expected "NAMESPACE/NAME" (at ${path})`,
    ),
  noDeployer: (path: string) =>
    refusal(`deployers is empty, so nobody could change a zone; name at least one user or group (at ${path})`),
  unknownRule: (rule: string, known: readonly string[], path: string) =>
    refusal(`there is no admission rule ${quote(rule)}; expected one of ${known.join(', ')} (at ${path})`),
  oncePerApp: (first: string, path: string) =>
    refusal(
      `the admission policies are installed by ${first} already, and a cluster has one set; remove one (at ${path})`,
    ),
};

function quote(text: string): string {
  return JSON.stringify(text);
}
