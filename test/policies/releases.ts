import { type KubernetesDocument } from '../../lib/assurance/document';
import { digest } from './approvals';
import { deployment, type PodChange } from './documents';

/** What a release is about: the file, and the keys of its digest, its number and what was there before. */
export interface Subject {
  readonly file: string;
  readonly digest: string;
  readonly number: string;
  readonly previous: string;
}

export const RULES: Subject = {
  file: 'ruleset.json',
  digest: 'secure-llm.dev/rules-sha256',
  number: 'secure-llm.dev/release',
  previous: 'secure-llm.dev/previous-release',
};
export const MODELS: Subject = {
  file: 'models.json',
  digest: 'secure-llm.dev/models-sha256',
  number: 'secure-llm.dev/model-release',
  previous: 'secure-llm.dev/previous-model-release',
};

/** What a guard runs of one subject. */
export interface Release {
  /** @default - no annotation, which counts as 0 */
  readonly number?: string;
  /** @default 0 */
  readonly digest?: string;
  /** @default - the name that goes with the digest */
  readonly configMap?: string;
  /** @default - none */
  readonly previous?: string;
}

/** What else a test changes about the guard. */
export interface GuardChange {
  readonly rules?: Release;
  readonly models?: Release;
  readonly pod?: PodChange;
  /** Fields of the Deployment's metadata. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Annotations of the Deployment. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Fields of the Deployment's specification. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Fields of the volume of rules. */
  readonly volume?: Readonly<Record<string, unknown>>;
}

/** The release with that number and its own digest. */
export const release = (number: number, previous?: string): Release => ({
  number: String(number),
  digest: digest(number),
  ...(previous !== undefined && { previous }),
});
/** How a release is named as the previous one. */
export const state = (number: number): string => `${number} ${digest(number)}`;

/** A guard's Deployment with rules and models as files. */
export function guard({
  rules = {},
  models = {},
  pod = {},
  metadata,
  notes,
  spec,
  volume,
}: GuardChange = {}): KubernetesDocument {
  const made = deployment({
    ...pod,
    annotations: { ...annotations(RULES, rules), ...annotations(MODELS, models), ...pod.annotations },
    spec: { volumes: [{ ...configMapVolume(RULES, rules), ...volume }, configMapVolume(MODELS, models)], ...pod.spec },
  });
  const marks = { ...mark(RULES, rules), ...mark(MODELS, models), owner: 'team-a', ...notes };
  return {
    ...made,
    metadata: { ...made.metadata, annotations: marks, ...metadata },
    spec: { replicas: 2, ...(made.spec as object), ...spec },
  };
}

function annotations(subject: Subject, { number, digest: found = digest(0) }: Release): Record<string, string> {
  return { [subject.digest]: found, ...(number !== undefined && { [subject.number]: number }) };
}

function mark(subject: Subject, { previous }: Release): Record<string, string> {
  return previous === undefined ? {} : { [subject.previous]: previous };
}

function configMapVolume({ file }: Subject, { digest: found = digest(0), configMap }: Release): object {
  const name = configMap ?? `guard-${file.replace('.json', '')}-${found.slice(-16)}`;
  return { name: file.replace('.json', ''), configMap: { name, items: [{ key: file, path: file }] } };
}
