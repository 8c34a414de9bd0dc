export * from './pipeline';
export * from './pipelines';
export * from './kubeflow';
export * from './tracking';
export * from './release';
