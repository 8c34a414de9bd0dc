export { ModelRelease, type ModelReleaseProps } from './model-release';
export { type IRunIdentity, Releaser, type ReleaserAccountProps } from './releaser';
export { RuleSetRelease, type RuleSetReleaseProps } from './rule-set-release';
