import { notADnsLabel, notADnsSubdomain } from './errors';

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** Whether the text is a DNS-1123 label, the form of namespace and Service names (at most 63 characters). */
export const isDnsLabel = (text: string): boolean => text.length <= 63 && DNS_LABEL.test(text);

/** Whether the text is a DNS-1123 subdomain, the form of most object names (at most 253 characters). */
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && DNS_SUBDOMAIN.test(text);

/** @throws if the text is not a DNS-1123 label; `property` names it in the message */
export function requireDnsLabel(property: string, text: string): string {
  if (!isDnsLabel(text)) throw notADnsLabel(property, text);
  return text;
}

/** @throws if the text is not a DNS-1123 subdomain; `property` names it in the message */
export function requireDnsSubdomain(property: string, text: string): string {
  if (!isDnsSubdomain(text)) throw notADnsSubdomain(property, text);
  return text;
}
