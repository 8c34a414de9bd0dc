/** What a finding is, for judges and programs alike; the judges themselves are loaded when something is judged. */
export { type Finding, type ObjectReference, Severity } from '../assurance/finding';
export { type WaivedFinding } from '../assurance/waiver-judge';
export { type WaiverRecord } from '../assurance/waiver-record';
