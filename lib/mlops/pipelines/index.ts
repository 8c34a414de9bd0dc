export { type BuildkitBuildProps } from './buildkit-build-props';
export * from './container-build';
export * from './git-rule-set-release-pipeline';
export * from './model-release-pipeline';
export { type RolloutWatchProps } from './rollout-watch-props';
export { type RuleLearningProps } from './rule-learning-props';
export * from './rule-set-release-pipeline';
export * from './train-and-validate-pipeline';
