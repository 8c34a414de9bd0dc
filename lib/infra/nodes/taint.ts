import { errors } from '../errors';

/** What a taint does to a pod that does not tolerate it. */
export enum TaintEffect {
  /** It is not scheduled. */
  NO_SCHEDULE = 'NoSchedule',
  /** It is scheduled only if there is nowhere else. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** It is not scheduled, and evicted if it runs. */
  NO_EXECUTE = 'NoExecute',
}

/** Keeps pods that do not tolerate it away from the nodes of a pool. */
export interface NodeTaint {
  /** For example `example.com/team`. */
  readonly key: string;
  /**
   * Its value.
   * @default - none
   */
  readonly value?: string;
  /**
   * What it does.
   * @default TaintEffect.NO_SCHEDULE
   */
  readonly effect?: TaintEffect;
}

const KEY = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/**
 * `key=value:effect`, as the kubelet takes it.
 * @throws if a part is none that Kubernetes takes; nothing else gets into the script of a node
 */
export function taintText({ key, value = '', effect = TaintEffect.NO_SCHEDULE }: NodeTaint): string {
  if (!KEY.test(key)) throw errors.badTaint('key', key);
  if (!VALUE.test(value)) throw errors.badTaint('value', value);
  if (!Object.values(TaintEffect).includes(effect)) throw errors.badTaint('effect', effect);
  return `${key}=${value}:${effect}`;
}

/**
 * Labels as node pools take them, by key.
 * @throws if one is none that Kubernetes takes
 */
export function nodeLabels(labels: { readonly [key: string]: string }): { key: string; value: string }[] {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => {
      if (!KEY.test(key)) throw errors.badLabel('key', key);
      if (!VALUE.test(value)) throw errors.badLabel('value', value);
      return { key, value };
    });
}
