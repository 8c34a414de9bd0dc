export { type BuildkitBuildProps } from './buildkit-build-props';
export * from './container-build';
export * from './model-release-pipeline';
export { type RolloutWatchProps } from './rollout-watch-props';
export * from './rule-set-release-pipeline';
export * from './train-and-validate-pipeline';
