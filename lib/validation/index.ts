export * from './expect-compliant';
export * from './policy-validation';
export * from './validation-context';
