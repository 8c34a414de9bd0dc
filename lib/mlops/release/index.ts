export { GitRepository, type GitRepositoryProps } from './git-repository';
export { GitRuleSetRelease } from './git-rule-set-release';
export { ModelRelease, type ModelReleaseProps } from './model-release';
export { type IRunIdentity, Releaser, type ReleaserAccountProps } from './releaser';
export { RuleSetRelease, type RuleSetReleaseProps } from './rule-set-release';
