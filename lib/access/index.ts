export * from './admission-policies';
export * from './admission-policies-props';
