export * from './expression';
export * from './normalise';
