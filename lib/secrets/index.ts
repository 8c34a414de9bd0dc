export * from './external-secrets-operator-policies';
export { SecretBackend } from './secret-backend';
export * from './secret-backend-props';
export { SecretProvider } from './secret-provider';
export * from './secret-provider-props';
export * from './synced-secrets';
