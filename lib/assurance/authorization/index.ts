export { Authorization, type Grant, type UnknownRole } from './authorization';
export { type Permission, permissionText } from './permission';
export { isEveryone, serviceAccount, serviceAccountNamespace, type Subject } from './subject';
