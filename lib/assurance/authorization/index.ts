export { Authorization, type Grant, type UnknownRole } from './authorization';
export { type Permission, permissionText } from './permission';
export {
  groupsOf,
  isEveryone,
  serviceAccount,
  serviceAccountName,
  serviceAccountNamespace,
  type Subject,
} from './subject';
