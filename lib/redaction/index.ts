/** What of a value may be shown in messages and reports. */
export { credentialIn, redacted } from './credential-shapes';
export { redactedData } from './redacted-data';
export { refusal } from './refusal';
export { shownAddress } from './shown-address';
