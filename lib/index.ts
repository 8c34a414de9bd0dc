export * from './platform';
export * from './workload';
export * from './access';
export * from './validation';
export * from './request-path';
export * from './secrets';
export * from './mlops';
export * from './secure-llm';
