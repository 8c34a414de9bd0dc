export * from './platform';
export * from './workload';
export * from './request-path';
export * from './secure-llm';
