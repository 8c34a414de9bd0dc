export * from './experiment-tracking';
export * from './experiment-tracking-props';
