import { errors } from './errors';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** @throws if the text is not an RFC 1123 label, as names of namespaces and containers must be */
export function checkDnsLabel(what: string, text: string, path?: string): void {
  if (!DNS_LABEL.test(text)) throw errors.dnsLabel(what, text, path);
}

/** @throws if the text is not an RFC 1123 subdomain, as names of most objects must be */
export function checkDnsSubdomain(what: string, text: string, path?: string): void {
  if (!DNS_SUBDOMAIN.test(text)) throw errors.dnsSubdomain(what, text, path);
}

/** @throws if a key is not a qualified name, as keys of labels and annotations must be */
export function checkKeys(what: string, map: { readonly [key: string]: string }, path?: string): void {
  for (const key of Object.keys(map)) {
    const [name, prefix, ...rest] = key.split('/').reverse();
    const valid =
      NAME_PART.test(name ?? '') && (prefix === undefined || DNS_SUBDOMAIN.test(prefix)) && rest.length === 0;
    if (!valid) throw errors.labelKey(what, key, path);
  }
}

/** @throws if a key or a value is not one that a label may have */
export function checkLabels(what: string, labels: { readonly [key: string]: string }, path?: string): void {
  checkKeys(what, labels, path);
  for (const [key, value] of Object.entries(labels)) {
    if (value !== '' && !NAME_PART.test(value)) throw errors.labelValue(what, key, value, path);
  }
}
