import { referenceTo, type KubernetesDocument } from './document';
import { isFields } from './fields';
import { type ObjectReference } from './finding';
import { podOf } from './owned-pod';
import { identityOf } from './policy-zones';
import { namespaceOf } from './resource-names';

/** Start of the annotations that are waivers; the rest of the key is the rule. */
export const WAIVER_ANNOTATION = 'secure-llm.dev/waiver.';
/** A reason shorter than this says nothing that a reviewer could judge. */
const SHORTEST_REASON_CHARACTERS = 20;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A waiver as an annotation says it: who lives with which finding, why, on what evidence and until when. */
export interface WaiverRecord {
  /** Id of the rule or claim. */
  readonly rule: string;
  /** The object that carries it. */
  readonly object: ObjectReference;
  /** Why the finding is acceptable. */
  readonly reason: string;
  /** Where that can be looked up: a ticket, a test, a document. */
  readonly evidence: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string;
  /** Line of the parameters with which a cluster lets the object pass. */
  readonly exception: string;
}

/** A waiver with what is wrong with it. */
export interface ReadWaiver {
  /** The waiver; what it does not say is empty. */
  readonly waiver: WaiverRecord;
  /** Why it disarms nothing; empty if it is in order. */
  readonly problems: readonly string[];
}

/** @returns every waiver on the object, in the order of its rules */
export function waiversOn(document: KubernetesDocument): ReadWaiver[] {
  return Object.entries(document.metadata.annotations ?? {})
    .filter(([key]) => key.startsWith(WAIVER_ANNOTATION))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => read(document, key.slice(WAIVER_ANNOTATION.length), text));
}

function read(document: KubernetesDocument, rule: string, text: string): ReadWaiver {
  return readWaiver(parse(text), rule, referenceTo(document), exception(rule, document));
}

/** Reads a waiver out of the fields that it was written with, wherever those stand. */
export function readWaiver(
  said: Readonly<Record<string, unknown>>,
  rule: string,
  object: ObjectReference,
  exception: string,
): ReadWaiver {
  const field = (name: string): string => {
    const value = said[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [reason, evidence, owner, expires] = ['reason', 'evidence', 'owner', 'expires'].map(field) as [
    string,
    string,
    string,
    string,
  ];
  const problems = [
    ...(reason.length >= SHORTEST_REASON_CHARACTERS
      ? []
      : [`its reason ${JSON.stringify(reason)} is shorter than ${SHORTEST_REASON_CHARACTERS} characters`]),
    ...(evidence === '' ? ['it names no evidence'] : []),
    ...(owner === '' ? ['it names no owner'] : []),
    ...(isDay(expires) ? [] : [`it expires on ${JSON.stringify(expires)}, which is no day such as 2027-01-31`]),
  ];
  return { waiver: { rule, object, reason, evidence, owner, expires, exception }, problems };
}

/** Pods have names of their own, so a workload is excepted by the identity that all of its pods carry. */
function exception(rule: string, document: KubernetesDocument): string {
  const { kind, metadata } = document;
  const namespace = kind === 'Namespace' ? metadata.name : (namespaceOf(document) ?? '');
  const identity = podOf(document) === undefined ? undefined : identityOf(document);
  return identity === undefined
    ? `${rule} ${kind} ${namespace}/${metadata.name}`
    : `${rule} Workload ${namespace}/${identity}`;
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(text) as unknown;
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
